// The head of a case: what it is about, how bad, which executions work on it, and what its findings have brought so far.
// Everything else that is shown of a case is made from its entries.
import * as z from "zod";
import { mode } from "../../contract/call.ts";
import { type CaseHead, caseHead } from "../../contract/case.ts";
import { awsAccount, timestamp } from "../../contract/observables.ts";
import { casePartition, headKey, headRange } from "./layout.ts";
import { queryRows, type Row, updateRow } from "./table.ts";

/** Why a finding may not simply be contained. `forbids`: nothing at all is contained because of it. */
export const doubt = z.object({ sentence: z.string().max(500), forbids: z.boolean() });
export type Doubt = z.infer<typeof doubt>;

/** An execution that works on the case, and what its approval must know of where it came from. */
export const run = z.object({
  startedBy: z.string().max(120),
  requestedBy: z.string().max(120).nullable(),
  mode,
  attempt: z.int().min(1),
  /** The account that its finding names. */
  account: awsAccount.nullable(),
  at: timestamp,
  doubts: z.array(doubt).max(10),
});
export type Run = z.infer<typeof run>;

export const headRow = caseHead.omit({ findings: true, executions: true }).extend({
  /** The finding that opened it, by its name. */
  finding: z.string(),
  /** The entity whose findings join it, by its name; null when none do. */
  entity: z.string().nullable(),
  /** The closed case of the same entity that came before. */
  follows: z.string().nullable(),
  severityAt: timestamp,
  verdictAt: timestamp,
  runs: z.record(z.string(), run),
  /** What the findings brought, each with the finding that brought it first. */
  seen: z.record(z.string(), z.string()),
});
export type HeadRow = z.infer<typeof headRow>;

const findingsRow = z.object({ ids: z.set(z.string()) });

/** A head and how many findings it counts, from the rows of its range. Null when there is no such case. */
export function headFrom(rows: readonly Row[]): { readonly row: HeadRow; readonly head: CaseHead } | null {
  const found = rows.find(({ sk }) => sk === "head");
  if (found === undefined) return null;
  const row = headRow.parse(found);
  const joined = rows
    .filter(({ sk }) => String(sk).startsWith("findings#"))
    .map((set) => findingsRow.parse(set).ids.size);
  const executions = Object.entries(row.runs).sort(([, a], [, b]) => (a.at < b.at ? -1 : 1));
  const head = caseHead.parse({
    ...row,
    findings: joined.reduce((sum, size) => sum + size, 1),
    executions: executions.map(([name]) => name),
  });
  return { row, head };
}

/** The head with its count, in one query. */
export const readHead = async (caseId: string) =>
  headFrom(await queryRows(casePartition(caseId), { between: headRange }));

/** Notes an execution on the case, once, before it is started. */
export async function addRun(caseId: string, execution: string, newRun: Run): Promise<void> {
  const updated = await updateRow(headKey(caseId), {
    update: "SET runs.#execution = if_not_exists(runs.#execution, :run)",
    condition: "attribute_exists(pk)",
    names: { "#execution": execution },
    values: { ":run": run.parse(newRun) },
  });
  if (updated === null) throw new Error(`there is no case ${caseId} to note the execution ${execution} on`);
}

/** Lets the head follow an entry, unless a later one has been there. */
export async function follow(
  caseId: string,
  field: "severity" | "verdict",
  { value, at }: { value: string; at: string },
): Promise<void> {
  await updateRow(headKey(caseId), {
    update: "SET #field = :value, #at = :at",
    condition: "attribute_exists(pk) AND #at <= :at",
    names: { "#field": field, "#at": `${field}At` },
    values: { ":value": value, ":at": at },
  });
}
