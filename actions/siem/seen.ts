// Past events as every question about them answers them: how many, since when, and the latest of them.
import * as z from "zod";
import { ipAddress, text, timestamp } from "../kit/contract/index.ts";

export const seenEvent = z.object({
  at: timestamp,
  /** Which kind of log it comes from. */
  source: text(120),
  user: text(256).nullable(),
  /** What became of it, in the log's words: success, failure, blocked. */
  action: text(60).nullable(),
  application: text(200).nullable(),
  what: text(300).nullable(),
  userAgent: text(300).nullable(),
});

/** The same with the address that it came from, where the address is not what was asked about. */
export const placedEvent = seenEvent.extend({ ip: ipAddress.nullable() });

export const seenHead = {
  /** How many there are, counted up to 500. */
  total: z.int().min(0).max(500),
  /** There are more than the list holds. */
  truncated: z.boolean(),
  firstSeen: timestamp.nullable(),
  lastSeen: timestamp.nullable(),
};
