// Taking messages out of queues. What writes here runs inside a commit of the store (`store.write`).
import type { Row, Store } from "../store/store.ts";
import { type Message, messageOf } from "./message.ts";
import type { Queue } from "./queues.ts";
import { handleOf, newNonce } from "./receipt.ts";

const visible = "SELECT * FROM messages WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, sequence LIMIT ?3";
// A group waits while one of its messages is with a receiver. In order of sending, so that the search ends with the first fit.
const visibleInGroups = `SELECT * FROM messages INDEXED BY messages_by_order WHERE queue = ?1 AND visible_at <= ?2 AND group_id NOT IN
  (SELECT group_id FROM messages WHERE queue = ?1 AND visible_at > ?2 AND received > 0) ORDER BY sequence LIMIT ?3`;

export interface Receiving {
  readonly most: number;
  readonly visibilityTimeout: number;
  /** Whether a poller of this process takes them: after a crash those are free again at once. */
  readonly byPoller: boolean;
}

export interface Received {
  readonly messages: readonly Message[];
  /** Whether any went to the dead-letter queue instead. */
  readonly redriven: boolean;
}

/** Takes messages; those received too often already go to the dead-letter queue instead. */
export function receive(
  store: Store,
  queue: Queue,
  deadLetters: Queue | null,
  receiving: Receiving,
  now: number,
): Received {
  expire(store, queue, now);
  const messages: Message[] = [];
  let redriven = false;
  for (;;) {
    const rows = store.all(queue.fifo ? visibleInGroups : visible, queue.name, now, receiving.most - messages.length);
    let moved = false;
    for (const row of rows) {
      if (deadLetters && queue.redrive && Number(row.received) >= queue.redrive.maxReceiveCount) {
        redrive(store, queue, deadLetters, row, now);
        moved = true;
      } else messages.push(take(store, queue, row, receiving, now));
    }
    redriven ||= moved;
    if (!moved || messages.length >= receiving.most) return { messages, redriven };
  }
}

export const hasVisible = (store: Store, queue: Queue, now: number): boolean =>
  store.one(queue.fifo ? visibleInGroups : visible, queue.name, now, 1) !== undefined;

/** When the next message that nobody may have now can be had. */
export function nextVisibleAt(store: Store, queue: Queue, now: number): number | null {
  const row = store.one(
    "SELECT min(visible_at) AS at FROM messages WHERE queue = ? AND visible_at > ?",
    queue.name,
    now,
  );
  return row?.at == null ? null : Number(row.at);
}

function take(store: Store, queue: Queue, row: Row, { visibilityTimeout, byPoller }: Receiving, now: number): Message {
  const nonce = newNonce();
  const sequence = Number(row.sequence);
  const changed = { received: Number(row.received) + 1, first_received_at: row.first_received_at ?? now };
  const [visibleAt, held] = [now + visibilityTimeout * 1_000, byPoller ? 1 : 0];
  const sql = `UPDATE messages SET received = ?, first_received_at = ?, visible_at = ?, receipt = ?, held_by_poller = ?
    WHERE sequence = ?`;
  store.run(sql, changed.received, changed.first_received_at, visibleAt, nonce, held, sequence);
  return messageOf({ ...row, ...changed }, handleOf({ queue: queue.name, sequence, nonce }));
}

/** Keeps its id, its age and how often it was received; gets a new place in the order. */
function redrive(store: Store, queue: Queue, deadLetters: Queue, row: Row, now: number): void {
  const { sequence, ...kept } = row;
  const moved = { queue: deadLetters.name, source_arn: queue.arn, visible_at: now, receipt: null, held_by_poller: 0 };
  store.put("messages", { ...kept, ...moved });
  store.run("DELETE FROM messages WHERE sequence = ?", Number(sequence));
}

function expire(store: Store, queue: Queue, now: number): void {
  const retention = Number(queue.attributes.MessageRetentionPeriod) * 1_000;
  store.run("DELETE FROM messages WHERE queue = ? AND sent_at <= ?", queue.name, now - retention);
}
