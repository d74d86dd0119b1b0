// What VirusTotal says of anything: how many engines say what, and when they were last asked.
import * as z from "zod";
import { text, timestamp } from "../kit/contract/index.ts";

const count = z.int().min(0).max(1_000);

export const judgement = {
  /** False when no engine has ever judged it: then every count is 0 and says nothing. */
  seen: z.boolean(),
  malicious: count,
  suspicious: count,
  harmless: count,
  undetected: count,
  /** The community's votes, negative for bad. */
  reputation: z.int().min(-1_000_000).max(1_000_000),
  analysedAt: timestamp.nullable(),
  tags: z.array(text(60)).max(20),
};
