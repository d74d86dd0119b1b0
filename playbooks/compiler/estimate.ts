// What a run costs and how long it takes, from the compiled machine and the contracts: nothing else is declared.
import type { Machine } from "./emit/asl.ts";
import { billOf } from "./estimate/bill.ts";
import { perCase, type Range } from "./estimate/cases.ts";
import { loopPasses } from "./estimate/loops.ts";
import { Stopwatch } from "./estimate/seconds.ts";
import { type Recording, standings } from "./record/items.ts";

export type { Range } from "./estimate/cases.ts";

export interface Estimate {
  /** Seconds on the critical path: until the evidence is on the case, and until the end. Waiting for people is zero. */
  readonly seconds: { readonly evidence: Range; readonly all: Range };
  /** State transitions; the worst case counts retries. */
  readonly transitions: Range;
  /** Dollars for 1,000 runs, Step Functions and Lambda together. */
  readonly dollarsPerThousand: Range;
}

/** Best, typical and worst of a playbook. */
export function estimate(recording: Recording, machine: Machine): Estimate {
  const items = [...standings(recording.block)].map(({ item }) => item);
  const actions = new Map(
    items.flatMap((item) => (item.kind === "task" ? [[item.action.id, item.action] as const] : [])),
  );
  const loops = loopPasses(recording);
  const stopwatch = new Stopwatch(loops);
  const bills = perCase((when) => billOf(machine, when, { loops, actions }));
  return {
    seconds: {
      evidence: perCase((when) => rounded(stopwatch.untilEvidence(recording.block, when), 3)),
      all: perCase((when) => rounded(stopwatch.block(recording.block, when), 3)),
    },
    transitions: perCase((when) => bills[when].transitions),
    dollarsPerThousand: perCase((when) => rounded(bills[when].dollars * 1_000, 4)),
  };
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
