// Those who wait for a message: long polls and pollers. They are woken when something may have become visible in a queue.
import type { Clock, Timer } from "../../clock.ts";

export interface Waiting {
  /** Resolves when the queue is worth another look, at the latest at `until` or when the signal aborts. */
  for(queue: string, until: number, signal?: AbortSignal): Promise<void>;
  wake(queue: string): void;
  /** Wakes everybody, and whoever waits later at once. */
  stop(): void;
  readonly stopped: boolean;
}

export function createWaiting(clock: Clock): Waiting {
  const byQueue = new Map<string, Set<() => void>>();
  let stopped = false;
  const wake = (queue: string): void => {
    for (const resume of [...(byQueue.get(queue) ?? [])]) resume();
  };
  return {
    for: (queue, until, signal) =>
      new Promise((resolve) => {
        if (stopped || signal?.aborted) return resolve();
        const waiters = byQueue.get(queue) ?? new Set();
        byQueue.set(queue, waiters);
        let timer: Timer | undefined;
        const resume = (): void => {
          timer?.cancel();
          waiters.delete(resume);
          signal?.removeEventListener("abort", resume);
          resolve();
        };
        waiters.add(resume);
        signal?.addEventListener("abort", resume);
        timer = clock.at(until, resume);
      }),
    wake,
    stop: () => {
      stopped = true;
      for (const queue of byQueue.keys()) wake(queue);
    },
    get stopped() {
      return stopped;
    },
  };
}
