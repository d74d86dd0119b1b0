// Which failures are tried again: one table by failure class. Jittered, because many executions fail at the same moment;
// never what is permanent, and never a write that must not be repeated.
import type { Declaration } from "../../../actions/kit/contract/index.ts";
import type { Retrier } from "./asl.ts";

const retrier = (
  names: readonly string[],
  IntervalSeconds: number,
  MaxAttempts: number,
  MaxDelaySeconds: number,
): Retrier => ({
  ErrorEquals: names,
  IntervalSeconds,
  MaxAttempts,
  BackoffRate: 2,
  MaxDelaySeconds,
  JitterStrategy: "FULL",
});

/** Lambda did not run the function: safe for everything. */
const neverRan = retrier(["Lambda.TooManyRequestsException"], 1, 6, 20);
/** Lambda may have run it. */
const lambdaFailed = retrier(
  [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.ClientExecutionTimeoutException",
  ],
  1,
  3,
  10,
);
const vendorBusy = retrier(["RateLimited"], 2, 2, 10);
const vendorDown = retrier(["Unavailable", "Conflict"], 1, 2, 10);
/** Each of these has already cost the step's whole time. */
const tooSlow = retrier(["TimedOut", "Sandbox.Timedout"], 1, 1, 5);

export function retriesOf(action: Declaration): readonly Retrier[] {
  const repeatable = action.effect === "read" || action.repeat.by !== "at-least-once";
  return repeatable ? [neverRan, lambdaFailed, vendorBusy, vendorDown, tooSlow] : [neverRan];
}

/** Riposte's own functions, all of which may be called again. */
export const ownRetries: readonly Retrier[] = [neverRan, lambdaFailed];
