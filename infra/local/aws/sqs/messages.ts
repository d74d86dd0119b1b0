// What else happens to messages: deleted, hidden for longer, counted. What writes here runs inside a commit of the store.
import type { Store } from "../store/store.ts";
import { invalidValue } from "./errors.ts";
import type { Queue } from "./queues.ts";
import { handleOf, type Receipt } from "./receipt.ts";

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
  const sql = `SELECT count(*) FILTER (WHERE visible_at <= ?2) AS visible, count(*) FILTER (WHERE visible_at > ?2 AND received > 0) AS in_flight,
     count(*) FILTER (WHERE visible_at > ?2 AND received = 0) AS delayed FROM messages WHERE queue = ?1`;
  const row = store.one(sql, queue.name, now);
  return { visible: Number(row?.visible), inFlight: Number(row?.in_flight), delayed: Number(row?.delayed) };
}
