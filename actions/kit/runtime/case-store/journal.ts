// The journal: what people did, or were refused, that belongs to no case. Written once, never changed.
import * as z from "zod";
import { inertLine } from "../../contract/inert.ts";
import { journalPartition, nameOf } from "./layout.ts";
import { putNewRow, queryRows } from "./table.ts";

export interface JournalLine {
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

const lineShape = z.object({ at: z.string(), by: z.string(), text: z.string() });
const day = (time: Date): string => time.toISOString().slice(0, 10);
const keptFor = 400 * 86_400;

export async function addToJournal({ by, text }: Omit<JournalLine, "at">, now: Date): Promise<void> {
  const line = { at: now.toISOString(), by: inertLine(by).slice(0, 120), text: inertLine(text).slice(0, 1_000) };
  const key = { pk: journalPartition(day(now)), sk: `${line.at}#${nameOf([line.by, line.text], 8)}` };
  await putNewRow(key, { ...line, expires: Math.floor(now.getTime() / 1_000) + keptFor });
}

/** The last lines of a day and of the day before, the newest first. */
export async function readJournal(now: Date, last: number): Promise<JournalLine[]> {
  const days = [now, new Date(now.getTime() - 86_400_000)].map(day);
  const rows = await Promise.all(days.map((one) => queryRows(journalPartition(one), { last })));
  return rows.flatMap((lines) => lines.map((row) => lineShape.parse(row))).slice(0, last);
}
