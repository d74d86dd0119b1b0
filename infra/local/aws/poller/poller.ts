// Stands for a Lambda event source mapping: takes batches from a queue, calls the function, deletes what succeeded. What
// failed stays until its visibility timeout and comes again, or goes to the dead letters. In a FIFO queue a group is never
// in two batches at once, since the queue holds it back.
import type { Invoke } from "../../wire.ts";
import type { Broker } from "../sqs/broker.ts";
import type { Message } from "../sqs/message.ts";
import type { Queue } from "../sqs/queues.ts";
import { StoreClosed } from "../store/store.ts";
import { type Failure, verdictOn } from "./batch-response.ts";
import { sqsEvent } from "./sqs-event.ts";

export interface PollerOptions {
  readonly broker: Broker;
  /** Name of a queue that exists. */
  readonly queue: string;
  readonly functionName: string;
  readonly invoke: Invoke;
  /** Messages a call, 1 to 10; 10 if absent. */
  readonly batchSize?: number;
  /** Calls at the same time; 10 if absent. */
  readonly concurrency?: number;
  /** Told of every batch whose call failed as a whole. */
  readonly onFailure?: (functionName: string, failure: Failure) => void;
  /** Told when the queue itself cannot be read; the poller then rests for a second. */
  readonly onError?: (error: unknown) => void;
}

export interface Poller {
  /** How many calls are under way, or answered and their messages not yet deleted. */
  underWay(): number;
  /** Takes no more batches and waits for the calls under way, at most the grace in milliseconds. */
  stop(grace?: number): Promise<void>;
}

const patience = 20_000;
const rest = 1_000;

export function createPoller(options: PollerOptions): Poller {
  const { broker, queue: name, batchSize = 10, concurrency = 10 } = options;
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  let wakeUp = (): void => {};
  const stopping = new Promise<void>((resolve) => {
    wakeUp = resolve;
  });

  const take = async (queue: Queue, wait: number): Promise<number> => {
    const messages = await broker.receive(queue, { most: batchSize, wait, byPoller: true, unless: () => stopped });
    if (messages.length === 0) return 0;
    const call = handle(options, queue, messages)
      .catch((error: unknown) => options.onError?.(error))
      .finally(() => underWay.delete(call));
    underWay.add(call);
    return messages.length;
  };
  const poll = async (): Promise<void> => {
    while (!stopped) {
      const free = concurrency - underWay.size;
      if (free <= 0) {
        await Promise.race([...underWay, stopping]);
        continue;
      }
      const queue = broker.queues.get(name);
      const taken = await take(queue, patience);
      // Where one batch was full there is more; the rest of the free calls share one commit.
      if (taken === batchSize) await Promise.all(Array.from({ length: free - 1 }, () => take(queue, 0)));
    }
  };
  const pollOn = async (): Promise<void> => {
    while (!stopped) {
      try {
        await poll();
      } catch (error) {
        if (error instanceof StoreClosed) return;
        options.onError?.(error);
        await restFor(broker, stopping);
      }
    }
  };

  broker.queues.get(name); // refuses a queue that does not exist while somebody is there to hear it
  const polling = pollOn();
  return {
    underWay: () => underWay.size,
    stop: async (grace = 5_000) => {
      stopped = true;
      wakeUp();
      broker.wake(name);
      await polling;
      await Promise.race([Promise.all(underWay), new Promise((resolve) => setTimeout(resolve, grace).unref())]);
    },
  };
}

async function handle(
  { broker, functionName, invoke, onFailure, onError }: PollerOptions,
  queue: Queue,
  messages: readonly Message[],
): Promise<void> {
  const invocation = await invoke(functionName, sqsEvent(queue, messages));
  const { succeeded, failure } = verdictOn(messages, invocation);
  if (failure !== null) onFailure?.(functionName, failure);
  const removals = succeeded.map((message) => broker.remove(queue, message.receiptHandle));
  for (const removal of await Promise.allSettled(removals)) {
    // A message that outlived its visibility timeout is with somebody else now; after a stop it comes again at the next start.
    if (removal.status === "rejected" && !(removal.reason instanceof StoreClosed)) onError?.(removal.reason);
  }
}

const restFor = (broker: Broker, stopping: Promise<void>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = broker.clock.at(broker.clock.now() + rest, resolve);
  return Promise.race([promise, stopping]).finally(() => timer.cancel());
};
