// The plan as an approver sees it: each line with its target, account, undo and expiry, out of the action's contract. A
// plan that cannot be shown is not asked about.
import {
  type ContainDeclaration,
  inertLine,
  PermanentFailure,
  type PlanLine,
  type ShownPlanLine,
} from "../../actions/kit/contract/index.ts";
import type { Contracts } from "./contracts.ts";

export interface Plan {
  readonly lines: readonly ShownPlanLine[];
  /** Whether some line has no way back. */
  readonly irreversible: boolean;
}

/** @throws PermanentFailure `InvalidInput` for a line that no containment's contract explains. */
export function planOf(lines: readonly PlanLine[], contracts: Contracts): Plan {
  const contained = lines.map((line) => ({ line, contract: containmentOf(line, contracts) }));
  return {
    lines: contained.map(({ line, contract }) => shownLine(line, contract)),
    irreversible: contained.some(({ contract }) => "none" in contract.undo),
  };
}

function containmentOf({ action, step }: PlanLine, contracts: Contracts): ContainDeclaration<never, never> {
  const contract = contracts.get(action);
  if (contract?.effect === "contain") return contract as unknown as ContainDeclaration<never, never>;
  const seen = contract === undefined ? "which no contract describes" : `which is a ${contract.effect}`;
  throw new PermanentFailure("InvalidInput", `step ${step} plans ${action}, ${seen}: expected a containment`);
}

function shownLine(line: PlanLine, contract: ContainDeclaration<never, never>): ShownPlanLine {
  const input = contract.input as unknown as { safeParse(value: unknown): { success: boolean; data?: never } };
  const parsed = input.safeParse(line.input);
  if (!parsed.success || parsed.data === undefined) {
    throw new PermanentFailure(
      "InvalidInput",
      `step ${line.step} plans ${line.action} with an input that it does not take`,
    );
  }
  const target = contract.target(parsed.data);
  const { undo } = contract;
  return {
    ...line,
    title: contract.title.slice(0, 200),
    target: inertLine(target.label).slice(0, 2_048),
    account: target.account,
    undo: ("none" in undo ? `no way back: ${undo.none}` : undo.title).slice(0, 300),
    expiry: contract.expiry === undefined ? null : inWords(contract.expiry),
  };
}

const units = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** A duration as people say it: `4 hours`. */
export function inWords(seconds: number): string {
  const [size, unit] = units.find(([size]) => seconds >= size && Number.isInteger(seconds / size)) ?? [1, "second"];
  const count = Math.round((seconds / size) * 10) / 10;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
