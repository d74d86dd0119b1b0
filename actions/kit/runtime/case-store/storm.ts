// How often open cases get news, counted per playbook in windows of its declared length. Repeats that bring nothing are not
// counted: they cost nothing but their place on the case.
import * as z from "zod";
import { stormKey } from "./layout.ts";
import { updateRow } from "./table.ts";

export interface Storm {
  /** Whose rate it is. */
  readonly name: string;
  /** So many in a window are looked at. */
  readonly over: number;
  readonly inSeconds: number;
}

const rateRow = z.object({ news: z.number() });

/** Counts news on an open case, and answers whether there are too many in this window. What brings none is never one too many. */
export async function inStorm(storm: Storm | null, brought: readonly string[], now: Date): Promise<boolean> {
  if (storm === null || brought.length === 0) return false;
  const { name, over, inSeconds } = storm;
  const window = Math.floor(now.getTime() / (inSeconds * 1_000));
  const row = await updateRow(stormKey(name, window), {
    update: "ADD news :one SET expires = :expires",
    values: { ":one": 1, ":expires": Math.ceil((window + 2) * inSeconds) + 3_600 },
  });
  return rateRow.parse(row).news > over;
}
