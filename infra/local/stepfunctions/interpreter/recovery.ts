// Retry and Catch, for the states that have them.
import type { Catcher, RecoverableState, Retrier } from "../definition/types.ts";
import { StateFailure } from "../failure.ts";
import { documentOf } from "../json.ts";
import type { Exit, Visit } from "./visit.ts";
import { waitUntil } from "./wait-until.ts";

/**
 * Attempts a state until it succeeds, is caught, or fails for good.
 * `gaveUp` is called once when no attempt will follow, before a catcher is taken or the failure passed on.
 */
export async function withRecovery<S extends RecoverableState>(
  visit: Visit<S>,
  attempt: () => Promise<Exit>,
  gaveUp: () => Promise<void>,
): Promise<Exit> {
  const retriers = (visit.state.Retry ?? []).map((retrier) => ({ retrier, used: 0 }));
  for (;;) {
    try {
      return await attempt();
    } catch (failure) {
      if (!(failure instanceof StateFailure)) throw failure;
      const matching = failure.terminal
        ? undefined
        : retriers.find(({ retrier }) => matches(retrier.ErrorEquals, failure));
      if (matching !== undefined && matching.used < (matching.retrier.MaxAttempts ?? 3)) {
        matching.used += 1;
        await pause(visit, matching.retrier, matching.used);
        continue;
      }
      await gaveUp();
      const catcher = failure.terminal
        ? undefined
        : visit.state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
      if (catcher === undefined) throw failure;
      return caught(visit, catcher, failure);
    }
  }
}

async function pause<S extends RecoverableState>(visit: Visit<S>, retrier: Retrier, retry: number): Promise<void> {
  const { clock, jitter } = visit.engine;
  const { aside } = await visit.scope.step("#Retry", () => {
    const delay = delayOf(retrier, retry) * (retrier.JitterStrategy === "FULL" ? jitter() : 1);
    return { aside: { until: clock.now() + Math.round(delay * 1_000) } };
  });
  await waitUntil(visit.scope, Number(aside.until));
  visit.retries += 1;
}

/** Seconds before the `retry`th repetition, the first being 1. */
export function delayOf(retrier: Retrier, retry: number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  return Math.min(IntervalSeconds * BackoffRate ** (retry - 1), MaxDelaySeconds);
}

async function caught<S extends RecoverableState>(
  visit: Visit<S>,
  catcher: Catcher,
  failure: StateFailure,
): Promise<Exit> {
  const errorOutput = { Error: failure.error, Cause: failure.error === null ? failure.cause : (failure.cause ?? "") };
  const { output } = await visit.exit(catcher, documentOf(errorOutput), { errorOutput });
  return { output, next: catcher.Next };
}

/** What `States.TaskFailed` does not stand for. */
const notTaskFailures = new Set(["States.Timeout", "States.HeartbeatTimeout"]);

/** Whether one of the names stands for the failure. */
export function matches(names: readonly string[], { error }: StateFailure): boolean {
  if (names.includes("States.ALL")) return true;
  if (error === null) return names.includes("States.TaskFailed");
  if (names.includes(error)) return true;
  if (error === "States.HeartbeatTimeout" && names.includes("States.Timeout")) return true;
  return names.includes("States.TaskFailed") && !error.startsWith("States.") && !notTaskFailures.has(error);
}
