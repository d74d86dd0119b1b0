// The messages of all queues, as SQL. Every function here runs inside a commit of the store (`store.write`); times are the
// host's clock in milliseconds.
import { createHash, randomUUID } from "node:crypto";
import type { Row, Store } from "../store/store.ts";
import { invalidParameter, invalidValue, missingParameter } from "./errors.ts";
import { type Draft, type Message, md5, md5OfAttributes, messageOf, type Sent, sequenceNumberOf } from "./message.ts";
import type { Queue } from "./queues.ts";
import { handleOf, newNonce, type Receipt } from "./receipt.ts";

const deduplicationWindow = 300_000;

/** Puts a message into a queue; in a FIFO queue a repeat within five minutes is answered as the first was, and not kept. */
export function send(store: Store, queue: Queue, draft: Draft, now: number): Sent {
  const deduplicationId = queue.fifo ? deduplicationIdOf(queue, draft) : null;
  const perGroup = queue.attributes.DeduplicationScope === "messageGroup";
  const deduplicationKey = deduplicationId === null ? null : `${perGroup ? draft.groupId : ""}\n${deduplicationId}`;
  const attributes = draft.attributes ?? {};
  const digests = { md5OfBody: md5(draft.body), md5OfAttributes: md5OfAttributes(attributes) };
  if (deduplicationKey !== null) {
    const first = repeatOf(store, queue, deduplicationKey, now);
    if (first) return { ...first, ...digests };
  }
  const messageId = randomUUID();
  const delay = draft.delaySeconds ?? Number(queue.attributes.DelaySeconds);
  const row = store.one(
    `INSERT INTO messages (queue, id, body, attributes, sent_at, visible_at, group_id, deduplication_id, fifo)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence`,
    ...[queue.name, messageId, draft.body, JSON.stringify(attributes), now, now + delay * 1_000],
    ...[draft.groupId ?? null, deduplicationId, queue.fifo ? 1 : 0],
  );
  const sequence = Number(row?.sequence);
  if (deduplicationKey !== null) {
    const sql =
      "INSERT OR REPLACE INTO deduplications (queue, deduplication_key, message_id, sequence, sent_at) VALUES (?, ?, ?, ?, ?)";
    store.run(sql, queue.name, deduplicationKey, messageId, sequence, now);
  }
  return { messageId, ...digests, sequenceNumber: queue.fifo ? sequenceNumberOf(sequence) : null };
}

/** Refuses what a queue of this kind does not take. */
export function checkForQueue(queue: Queue, draft: Draft): void {
  if (!queue.fifo) {
    if (draft.deduplicationId === undefined) return;
    throw invalidValue(
      draft.deduplicationId,
      "MessageDeduplicationId",
      "The request includes a parameter that is not valid for this queue type.",
    );
  }
  if (draft.groupId === undefined) throw missingParameter("MessageGroupId");
  if (draft.delaySeconds) {
    throw invalidValue(
      draft.delaySeconds,
      "DelaySeconds",
      "The request include parameter that is not valid for this queue type.",
    );
  }
  deduplicationIdOf(queue, draft);
}

function deduplicationIdOf(queue: Queue, draft: Draft): string {
  if (draft.deduplicationId !== undefined) return draft.deduplicationId;
  if (queue.attributes.ContentBasedDeduplication === "true")
    return createHash("sha256").update(draft.body).digest("hex");
  throw invalidParameter(
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

function repeatOf(
  store: Store,
  queue: Queue,
  key: string,
  now: number,
): Pick<Sent, "messageId" | "sequenceNumber"> | null {
  store.run("DELETE FROM deduplications WHERE sent_at <= ?", now - deduplicationWindow);
  const row = store.one(
    "SELECT message_id, sequence FROM deduplications WHERE queue = ? AND deduplication_key = ?",
    queue.name,
    key,
  );
  return row ? { messageId: String(row.message_id), sequenceNumber: sequenceNumberOf(Number(row.sequence)) } : null;
}

const visible = "SELECT * FROM messages WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, sequence LIMIT ?3";
// A group waits while one of its messages is with a receiver.
const visibleInGroups = `SELECT * FROM messages WHERE queue = ?1 AND visible_at <= ?2 AND group_id NOT IN
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
  store.run(
    "UPDATE messages SET received = ?, first_received_at = ?, visible_at = ?, receipt = ?, held_by_poller = ? WHERE sequence = ?",
    ...[
      changed.received,
      changed.first_received_at,
      now + visibilityTimeout * 1_000,
      nonce,
      byPoller ? 1 : 0,
      sequence,
    ],
  );
  return messageOf({ ...row, ...changed }, handleOf({ queue: queue.name, sequence, nonce }));
}

function redrive(store: Store, queue: Queue, deadLetters: Queue, row: Row, now: number): void {
  const sequence = Number(row.sequence);
  store.run(
    `INSERT INTO messages (queue, id, body, attributes, sent_at, visible_at, received, first_received_at, group_id, deduplication_id, source_arn, fifo)
     SELECT ?, id, body, attributes, sent_at, ?, received, first_received_at, group_id, deduplication_id, ?, fifo FROM messages WHERE sequence = ?`,
    ...[deadLetters.name, now, queue.arn, sequence],
  );
  store.run("DELETE FROM messages WHERE sequence = ?", sequence);
}

function expire(store: Store, queue: Queue, now: number): void {
  const retention = Number(queue.attributes.MessageRetentionPeriod) * 1_000;
  store.run("DELETE FROM messages WHERE queue = ? AND sent_at <= ?", queue.name, now - retention);
}

/** Deletes a received message. An old receipt of a standard queue deletes nothing and is no error; of a FIFO queue it is one. */
export function remove(store: Store, queue: Queue, receipt: Receipt, now: number): void {
  if (queue.fifo) {
    const row = store.one("SELECT visible_at, receipt FROM messages WHERE sequence = ?", receipt.sequence);
    if (row && (row.receipt !== receipt.nonce || Number(row.visible_at) <= now)) {
      throw invalidValue(handleOf(receipt), "ReceiptHandle", "The receipt handle has expired.");
    }
  }
  store.run("DELETE FROM messages WHERE sequence = ? AND receipt = ?", receipt.sequence, receipt.nonce);
}

export function changeVisibility(store: Store, receipt: Receipt, seconds: number, now: number): void {
  const sql = "UPDATE messages SET visible_at = ? WHERE sequence = ? AND receipt = ? AND visible_at > ?";
  if (store.run(sql, now + seconds * 1_000, receipt.sequence, receipt.nonce, now) > 0) return;
  throw invalidValue(
    handleOf(receipt),
    "ReceiptHandle",
    "Message does not exist or is not available for visibility timeout change.",
  );
}

/** Gives back what pollers of a process that is gone had taken. */
export const releaseHeldByPollers = (store: Store, now: number): number =>
  store.run(
    "UPDATE messages SET visible_at = ?, held_by_poller = 0 WHERE held_by_poller = 1 AND visible_at > ?",
    now,
    now,
  );

export interface Counts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export function countsOf(store: Store, queue: Queue, now: number): Counts {
  const row = store.one(
    `SELECT count(*) FILTER (WHERE visible_at <= ?2) AS visible, count(*) FILTER (WHERE visible_at > ?2 AND received > 0) AS in_flight,
     count(*) FILTER (WHERE visible_at > ?2 AND received = 0) AS delayed FROM messages WHERE queue = ?1`,
    ...[queue.name, now],
  );
  return { visible: Number(row?.visible), inFlight: Number(row?.in_flight), delayed: Number(row?.delayed) };
}
