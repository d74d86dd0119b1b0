// State transitions and dollars of one run, by walking the compiled machine from its start to its end.
import type { Declaration } from "../../../actions/kit/contract/index.ts";
import type { MapState, Region, State, TaskState } from "../emit/asl.ts";
import { attemptsOf, type Case, callSeconds } from "./cases.ts";
import type { LoopPasses } from "./loops.ts";

/** Dollars in us-east-1, November 2026: Standard workflows per state transition, Lambda (arm64) per GB-second and call. */
export const prices = { transition: 0.025 / 1_000, gigabyteSecond: 0.0000133334, call: 0.2 / 1_000_000 } as const;
/** Gigabytes of memory that a function has. */
const memory = 0.25;
/** Seconds that a function of Riposte's own takes, as the one that asks for an approval. */
const ownSeconds = 0.1;

export interface Bill {
  readonly transitions: number;
  readonly dollars: number;
}

/** What the walk knows of the playbook: passes by loop, contracts by action. */
export interface Known {
  readonly loops: LoopPasses;
  readonly actions: ReadonlyMap<string, Declaration>;
}

const nothingDue: Bill = { transitions: 0, dollars: 0 };
const entered: Bill = { transitions: 1, dollars: prices.transition };

const sum = (...bills: readonly Bill[]): Bill =>
  bills.reduce(
    (total, bill) => ({
      transitions: total.transitions + bill.transitions,
      dollars: total.dollars + bill.dollars,
    }),
    nothingDue,
  );
const times = (count: number, { transitions, dollars }: Bill): Bill => ({
  transitions: count * transitions,
  dollars: count * dollars,
});

/** What is entered from a region's start to its end, over the branches that the case prefers. Failures are no path. */
export function billOf(region: Region, when: Case, known: Known): Bill {
  const bills = new Map<string, Bill>();
  const from = (name: string): Bill => {
    const found = bills.get(name);
    if (found !== undefined) return found;
    const state = region.States[name] as State;
    const next = nextOf(state).filter((follower) => region.States[follower]?.Type !== "Fail");
    const total = sum(stateBill(name, state, when, known), preferred(next.map(from), when));
    bills.set(name, total);
    return total;
  };
  return from(region.StartAt);
}

function nextOf(state: State): readonly string[] {
  if (state.Type === "Choice") return [...state.Choices.map((rule) => rule.Next), state.Default];
  return "Next" in state && state.Next !== undefined ? [state.Next] : [];
}

function preferred(bills: readonly Bill[], when: Case): Bill {
  const sorted = bills.toSorted((a, b) => a.dollars - b.dollars || a.transitions - b.transitions);
  return (when === "best" ? sorted[0] : sorted.at(-1)) ?? nothingDue;
}

function stateBill(name: string, state: State, when: Case, known: Known): Bill {
  switch (state.Type) {
    case "Task":
      return taskBill(state, when, known);
    case "Parallel":
      return sum(entered, ...state.Branches.map((branch) => billOf(branch, when, known)));
    case "Map":
      return sum(entered, passBill(name, state, when, known));
    case "Choice":
    case "Wait":
    case "Succeed":
    case "Fail":
      return entered;
  }
}

const passBill = (name: string, state: MapState, when: Case, known: Known): Bill =>
  times(known.loops.get(name)?.[when] ?? 0, billOf(state.ItemProcessor, when, known));

/** AWS counts every retry as a transition. */
function taskBill(state: TaskState, when: Case, { actions }: Known): Bill {
  const action = actions.get(state.Arguments.FunctionName.replace(/^\$\{function:(.*)\}$/, "$1"));
  const seconds = action === undefined ? ownSeconds : callSeconds(action, when);
  const call = prices.call + seconds * memory * prices.gigabyteSecond;
  return times(attemptsOf(state.Retry ?? [], when), { transitions: 1, dollars: prices.transition + call });
}
