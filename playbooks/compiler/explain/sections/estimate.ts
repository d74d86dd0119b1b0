// What a run takes and costs, in three cases.
import type { Summary } from "../summary.ts";

type Range = Summary["estimate"]["transitions"];

export function estimateLines({ estimate }: Pick<Summary, "estimate">): readonly string[] {
  return [
    `Seconds until the evidence is on the case: ${ranged(estimate.seconds.evidence)}.`,
    `Seconds until the end, a person's time not counted: ${ranged(estimate.seconds.all)}.`,
    `State transitions: ${ranged(estimate.transitions)}.`,
    `Dollars for 1,000 runs: ${ranged(estimate.dollarsPerThousand)}.`,
    "Best: the quickest branches and empty loops. Typical: the slowest branches, one pass of every loop. Worst: full loops, every call at its time limit and tried again.",
  ];
}

export const ranged = ({ best, typical, worst }: Range): string =>
  `${best} at best, ${typical} typically, ${worst} at worst`;
