// What the emitter must know of the whole playbook before it writes a state: who uses which outcome, and which steps
// the playbook's end asks about.
import { pathsIn } from "../../language/node.ts";
import {
  type Approval,
  type ApprovalRequest,
  type Item,
  nodesOf,
  type Recording,
  standings,
  type Unattended,
} from "../record/items.ts";
import { asl, type Template } from "./asl.ts";
import type { Own } from "./fragment.ts";
import type { Scope } from "./scope.ts";

/** A step whose outcome a region hands on. */
export interface Handed {
  readonly id: string;
  value(own: Own, scope: Scope): Template;
}

export interface Facts {
  /** Steps whose outcome somebody reads, the playbook's end included. */
  readonly wanted: ReadonlySet<string>;
  /** Steps whose output somebody reads. */
  readonly outputs: ReadonlySet<string>;
  /** Attempts: their failure is a value. */
  readonly tolerated: ReadonlySet<string>;
  /** Steps whose failure fails the playbook. */
  readonly required: ReadonlySet<string>;
  /** What the branch that handed out the power to contain asked, by the branch's item. */
  readonly requests: ReadonlyMap<string, ApprovalRequest>;
  handedOn(items: readonly Item[]): readonly Handed[];
}

export function factsOf(recording: Recording): Facts {
  const all = [...standings(recording.block)].map((standing) => standing.item);
  const outputs = new Set<string>();
  const read = new Set<string>();
  for (const path of all.flatMap(nodesOf).flatMap((node) => [...pathsIn(node)])) {
    if (path.source.kind !== "step") continue;
    read.add(path.source.step);
    outputs.add(path.source.step);
  }
  const tolerated = new Set(
    all
      .filter((item) => item.kind === "ask" || (item.kind === "task" && item.word === "attempt"))
      .map((item) => item.id),
  );
  const required = new Set(all.filter(mustSucceed).map((item) => item.id));
  const wanted = new Set([...read, ...required]);
  const powers = all.filter(
    (item): item is Approval | Unattended => item.kind === "approval" || item.kind === "unattended",
  );
  return {
    wanted,
    outputs,
    tolerated,
    required,
    requests: new Map(powers.map((item) => [item.id, item.kind === "approval" ? item.request : item.overLimit])),
    handedOn: (items) => items.flatMap((item) => handed(item, wanted)),
  };
}

/** A loop fails when a step in it does; `unattended` when it could be neither checked nor asked about. */
const mustSucceed = (item: Item): boolean =>
  item.kind === "task" ? item.word !== "attempt" : item.kind === "forEach" || item.kind === "unattended";

/** Steps of an item that later ones may ask for: the item itself for sure, those in its branches if they ran. */
function handed(item: Item, wanted: ReadonlySet<string>): readonly Handed[] {
  const steps = [...standings({ items: [item] })]
    .filter(
      (standing) => wanted.has(standing.item.id) && !standing.within.some((outer) => outer.item.kind === "forEach"),
    )
    .map((standing) => ({ id: standing.item.id, certain: standing.within.length === 0 }));
  return steps.map(({ id, certain }) => ({
    id,
    value(own, scope) {
      const variable = scope.variable(id);
      return own.get(id) ?? asl(certain ? variable : `($exists(${variable}) ? ${variable} : null)`);
    },
  }));
}
