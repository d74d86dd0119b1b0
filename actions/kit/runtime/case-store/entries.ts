// The entries of a case: each written once under its own id, never changed, in the order of their times. Kept as JSON
// text, so that a number or an empty list comes back exactly as it went in.
import * as z from "zod";
import { type CaseEntry, caseEntry } from "../../contract/case.ts";
import { entryKey } from "./layout.ts";
import { notifyMirrors } from "./notify.ts";
import { getRow, putNewRow, type Row } from "./table.ts";

const entryRow = z.object({ entry: z.string() });

export function entryFrom(row: Row): CaseEntry {
  return caseEntry.parse(JSON.parse(entryRow.parse(row).entry));
}

/** Writes the entry unless one with its id is there, and answers the one that is there then. Mirrors are not told. */
export async function writeEntry(caseId: string, entry: CaseEntry): Promise<CaseEntry> {
  const checked = caseEntry.parse({ ...entry, at: utc(entry.at) });
  const key = entryKey(caseId, checked.id);
  if (await putNewRow(key, { entry: JSON.stringify(checked) })) return checked;
  const row = await getRow(key);
  if (row === null) throw new Error(`entry ${checked.id} of case ${caseId} was refused as present and is not there`);
  return entryFrom(row);
}

/** As `writeEntry`, and the mirrors are told, also after a repeat: the first writer may have died in between. */
export async function append(caseId: string, entry: CaseEntry): Promise<CaseEntry> {
  const stored = await writeEntry(caseId, entry);
  await notifyMirrors(caseId, stored.id);
  return stored;
}

/** Several entries, and one word to the mirrors. */
export async function appendAll(caseId: string, entries: readonly CaseEntry[]): Promise<CaseEntry[]> {
  const stored = await Promise.all(entries.map((entry) => writeEntry(caseId, entry)));
  if (stored.length > 0) await notifyMirrors(caseId, stored.map(({ id }) => id).join(" "));
  return stored;
}

/** One spelling for times, so that their order is that of their text. */
export const utc = (time: string): string => new Date(time).toISOString();

/** What happens at the same time is told in the order in which it follows from each other. */
const rank: Readonly<Record<CaseEntry["kind"], number>> = {
  finding: 0,
  evidence: 1,
  verdict: 2,
  plan: 3,
  decision: 4,
  containment: 5,
  severity: 6,
  note: 7,
  ending: 8,
};

export const inOrder = (a: CaseEntry, b: CaseEntry): number =>
  compare(a.at, b.at) || rank[a.kind] - rank[b.kind] || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
