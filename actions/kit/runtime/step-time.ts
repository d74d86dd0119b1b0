// How long a step may take, and the end of it.
import type { Declaration } from "../contract/define-action.ts";
import { RetryableFailure } from "../contract/failure.ts";
import type { LambdaContext } from "./work.ts";

/** The step's time in milliseconds: the contract's, or what Lambda leaves, less what it takes to answer. */
export function timeOf(contract: Pick<Declaration, "limits">, context: LambdaContext | undefined): number {
  const own = contract.limits.timeout * 1_000;
  return context === undefined ? own : Math.max(Math.min(own, context.getRemainingTimeInMillis() - 100), 1);
}

/** Code that does not listen to its signal is left behind when the time is over. */
export async function withinTime<T>(timeout: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new RetryableFailure("TimedOut", `no answer within ${timeout / 1_000} seconds`));
    controller.abort();
  }, timeout);
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
