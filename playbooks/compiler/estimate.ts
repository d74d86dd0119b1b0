// What a run costs and how long it takes, from the compiled machine and the contracts: nothing else is declared.
import type { Declaration } from "../../actions/kit/contract/index.ts";
import type { Machine, Region, State } from "./emit/asl.ts";
import { type Block, type Item, type Recording, standings } from "./record/items.ts";
import { blockDuration, durationOf, graphOf, schedule } from "./schedule/schedule.ts";
import { costOf, itemsOf, type Tree } from "./schedule/shapes.ts";

/** Dollars in us-east-1, November 2026: Standard workflows per state transition, Lambda (arm64) per GB-second and call. */
export const prices = { transition: 0.025 / 1_000, gigabyteSecond: 0.0000133334, call: 0.2 / 1_000_000 } as const;
/** Gigabytes of memory that an action's function has. */
const memory = 0.25;
/** Passes of a loop that are counted on an ordinary day, and at worst. */
const passes = { least: 1, most: 10 } as const;

export interface Estimate {
  /** Seconds on the critical path, contracts' typical durations added up; waiting for people counts as zero. */
  readonly seconds: { readonly evidence: number; readonly all: number };
  /** State transitions of the cheapest and of the dearest path, retries left out. */
  readonly transitions: { readonly least: number; readonly most: number };
  /** Dollars for 1,000 runs, Step Functions and Lambda together. */
  readonly dollarsPerThousand: { readonly least: number; readonly most: number };
}

export function estimate(recording: Recording, machine: Machine): Estimate {
  const least = count(machine, passes.least, Math.min);
  const most = count(machine, passes.most, Math.max);
  const actions = [...standings(recording.block)].flatMap(({ item }) => (item.kind === "task" ? [item.action] : []));
  return {
    seconds: { evidence: evidencePath(recording.block) / 1_000, all: blockDuration(recording.block) / 1_000 },
    transitions: { least, most },
    dollarsPerThousand: { least: dollars(least, actions), most: dollars(most, actions) },
  };
}

const dollars = (transitions: number, actions: readonly Declaration[]): number => {
  const lambda = actions.reduce(
    (sum, { limits }) => sum + prices.call + limits.typical * memory * prices.gigabyteSecond,
    0,
  );
  return Math.round((transitions * prices.transition + lambda) * 1_000 * 10_000) / 10_000;
};

/** States entered from a region's start to its end, over the branch that `pick` prefers. Failures are no path. */
function count(region: Region, loops: number, pick: (...counts: number[]) => number): number {
  const known = new Map<string, number>();
  const from = (name: string | undefined): number => {
    if (name === undefined) return 0;
    const found = known.get(name);
    if (found !== undefined) return found;
    const state = region.States[name] as State;
    const next = nextOf(state).filter((follower) => region.States[follower]?.Type !== "Fail");
    const total = 1 + inside(state, loops, pick) + (next.length === 0 ? 0 : pick(...next.map(from)));
    known.set(name, total);
    return total;
  };
  return from(region.StartAt);
}

function inside(state: State, loops: number, pick: (...counts: number[]) => number): number {
  if (state.Type === "Parallel") return state.Branches.reduce((sum, branch) => sum + count(branch, loops, pick), 0);
  return state.Type === "Map" ? loops * count(state.ItemProcessor, loops, pick) : 0;
}

function nextOf(state: State): readonly string[] {
  if (state.Type === "Choice") return [...state.Choices.map((rule) => rule.Next), state.Default];
  return "Next" in state && state.Next !== undefined ? [state.Next] : [];
}

/** Milliseconds until the first step that puts evidence on the case is done; the whole block where there is none. */
function evidencePath(block: Block): number {
  const tree = schedule(block);
  const target = block.items.findIndex((item) => item.kind === "task" && item.action.id === "cases.add-evidence");
  if (tree === null || target < 0) return blockDuration(block);
  return until(tree, target, block);
}

function until(tree: Tree, target: number, block: Block): number {
  if (tree.kind === "item") return durationOf(block.items[tree.item] as Item);
  const at = tree.parts.findIndex((part) => itemsOf(part).includes(target));
  const holder = until(tree.parts[at] as Tree, target, block);
  if (tree.kind === "parallel") return holder;
  return tree.parts.slice(0, at).reduce((sum, part) => sum + costOf(part, graphOf(block)).time, holder);
}
