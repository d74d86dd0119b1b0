// SQS in process: what the wire operations, SNS and the pollers share. Whatever it answers is on disk.
import type { Clock } from "../../clock.ts";
import { openStore } from "../store/store.ts";
import { checkDraft, type Draft, type Message, type Sent } from "./message.ts";
import * as messages from "./messages.ts";
import { createQueues, type Queue, type Queues } from "./queues.ts";
import { receiptOf } from "./receipt.ts";
import * as receiving from "./receiving.ts";
import { schema } from "./schema.ts";
import * as sending from "./sending.ts";
import { createWaiting } from "./waiting.ts";

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly most: number;
  /** Milliseconds to wait for a first message. */
  readonly wait: number;
  /** Seconds; the queue's own if absent. */
  readonly visibilityTimeout?: number | undefined;
  readonly byPoller?: boolean;
  /** Asked before each look: true ends the wait with nothing taken. */
  readonly unless?: () => boolean;
  /** Aborted when nobody waits for the answer any more: then nothing is taken either. */
  readonly signal?: AbortSignal | undefined;
}

export interface Broker {
  readonly queues: Queues;
  readonly clock: Clock;
  /** Throws AWS's refusal of a message that may not go into the queue. */
  check(queue: Queue, draft: Draft): void;
  /** Messages to several queues, on disk all or none. */
  send(deliveries: readonly { readonly queue: Queue; readonly draft: Draft }[]): Promise<readonly Sent[]>;
  receive(queue: Queue, options: ReceiveOptions): Promise<readonly Message[]>;
  remove(queue: Queue, receiptHandle: string): Promise<void>;
  changeVisibility(queue: Queue, receiptHandle: string, seconds: number): Promise<void>;
  counts(queue: Queue): messages.Counts;
  purge(queue: Queue): Promise<void>;
  /** Makes those who wait for the queue look again. */
  wake(queue: string): void;
  stop(): void;
}

export function createBroker({ dataDir, clock }: { readonly dataDir: string | null; readonly clock: Clock }): Broker {
  const store = openStore({ dataDir, name: "sqs", schema });
  const queues = createQueues(store);
  const waiting = createWaiting(clock);
  messages.releaseHeldByPollers(store, clock.now());

  const takeSome = async (queue: Queue, options: ReceiveOptions): Promise<readonly Message[]> => {
    if (!receiving.hasVisible(store, queue, clock.now())) return [];
    const deadLetters = (queue.redrive && queues.find(queue.redrive.deadLetterQueue)) ?? null;
    const wanted: receiving.Receiving = {
      most: options.most,
      visibilityTimeout: options.visibilityTimeout ?? Number(queue.attributes.VisibilityTimeout),
      byPoller: options.byPoller ?? false,
    };
    const received = await store.write(() => receiving.receive(store, queue, deadLetters, wanted, clock.now()));
    if (received.redriven && deadLetters) waiting.wake(deadLetters.name);
    return received.messages;
  };

  return {
    queues,
    clock,
    check: (queue, draft) => {
      checkDraft(draft, Number(queue.attributes.MaximumMessageSize));
      sending.checkForQueue(queue, draft);
    },
    send: async (deliveries) => {
      const sent = await store.write(() =>
        deliveries.map(({ queue, draft }) => sending.send(store, queue, draft, clock.now())),
      );
      for (const name of new Set(deliveries.map(({ queue }) => queue.name))) waiting.wake(name);
      return sent;
    },
    receive: async (queue, options) => {
      const deadline = clock.now() + options.wait;
      for (;;) {
        if (waiting.stopped || options.signal?.aborted || options.unless?.()) return [];
        const received = await takeSome(queue, options);
        const now = clock.now();
        if (received.length > 0 || now >= deadline || !queues.find(queue.name)) return received;
        await waiting.for(
          queue.name,
          Math.min(deadline, receiving.nextVisibleAt(store, queue, now) ?? deadline),
          options.signal,
        );
      }
    },
    remove: async (queue, receiptHandle) => {
      const receipt = receiptOf(receiptHandle, queue.name);
      await store.write(() => messages.remove(store, queue, receipt, clock.now()));
      if (queue.fifo) waiting.wake(queue.name);
    },
    changeVisibility: async (queue, receiptHandle, seconds) => {
      const receipt = receiptOf(receiptHandle, queue.name);
      await store.write(() => messages.changeVisibility(store, receipt, seconds, clock.now()));
      waiting.wake(queue.name);
    },
    counts: (queue) => messages.countsOf(store, queue, clock.now()),
    purge: async (queue) => {
      await store.write(() => store.run("DELETE FROM messages WHERE queue = ?", queue.name));
    },
    wake: waiting.wake,
    stop: () => {
      waiting.stop();
      store.close();
    },
  };
}
