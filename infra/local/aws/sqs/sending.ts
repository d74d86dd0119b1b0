// Putting messages into queues. Runs inside a commit of the store (`store.write`).
import { createHash, randomUUID } from "node:crypto";
import type { Store } from "../store/store.ts";
import { invalidParameter, invalidValue, missingParameter } from "./errors.ts";
import { type Draft, md5, md5OfAttributes, type Sent, sequenceNumberOf } from "./message.ts";
import type { Queue } from "./queues.ts";

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
  const sequence = store.put("messages", {
    queue: queue.name,
    id: messageId,
    body: draft.body,
    attributes: JSON.stringify(attributes),
    sent_at: now,
    visible_at: now + delay * 1_000,
    group_id: draft.groupId ?? null,
    deduplication_id: deduplicationId,
    fifo: queue.fifo ? 1 : 0,
  });
  if (deduplicationKey !== null) {
    const repeated = { queue: queue.name, deduplication_key: deduplicationKey, message_id: messageId };
    store.put("deduplications", { ...repeated, sequence, sent_at: now });
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
