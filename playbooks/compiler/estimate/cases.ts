// The three cases of every estimate. Best: the quickest branches, empty loops. Typical: the slowest branches, one pass of
// every loop. Worst: the dearest branches, full loops, every call at its time limit and tried again as often as the
// retry table allows for that. A person's time counts as zero in all of them.
import type { Declaration } from "../../../actions/kit/contract/index.ts";
import type { Retrier } from "../emit/asl.ts";

export interface Range {
  readonly best: number;
  readonly typical: number;
  readonly worst: number;
}

export type Case = keyof Range;

export const perCase = <T>(value: (when: Case) => T): Readonly<Record<Case, T>> => ({
  best: value("best"),
  typical: value("typical"),
  worst: value("worst"),
});

/** Retriers of a call that never answers. */
const whenSlow = (retries: readonly Retrier[]): readonly Retrier[] =>
  retries.filter(({ ErrorEquals }) => ErrorEquals.includes("TimedOut"));

/** How often a call is made before its step gives up. */
export const attemptsOf = (retries: readonly Retrier[], when: Case): number =>
  when === "worst" ? whenSlow(retries).reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 1) : 1;

/** Seconds of one call. */
export const callSeconds = ({ limits }: Declaration, when: Case): number =>
  when === "worst" ? limits.timeout : limits.typical;

/** Seconds of a step: its calls, and the longest waits between them. */
export function stepSeconds(action: Declaration, retries: readonly Retrier[], when: Case): number {
  const calls = attemptsOf(retries, when) * callSeconds(action, when);
  if (when !== "worst") return calls;
  return whenSlow(retries).reduce(
    (sum, { MaxAttempts, MaxDelaySeconds }) => sum + MaxAttempts * MaxDelaySeconds,
    calls,
  );
}
