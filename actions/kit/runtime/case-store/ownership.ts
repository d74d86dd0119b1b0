// Who works on a case, and how it was closed. The head follows; what happened is said in a note by whoever did it.
import { type CaseHead, type Disposition, disposition } from "../../contract/case.ts";
import { append } from "./entries.ts";
import { readHead } from "./head.ts";
import { headKey } from "./layout.ts";
import { updateRow } from "./table.ts";

export interface Doing {
  readonly person: string;
  readonly now: Date;
}

/** Gives an open case to a person. Null when there is none of that id, or it is closed: then `head` tells which. */
export async function takeCase(caseId: string, { person, now }: Doing): Promise<CaseHead | null> {
  const row = await updateRow(headKey(caseId), {
    update: "SET #owner = :person",
    condition: "attribute_exists(pk) AND #status = :open",
    names: { "#owner": "owner", "#status": "status" },
    values: { ":person": person, ":open": "open" },
  });
  if (row === null) return null;
  await note(caseId, { person, now }, "has taken this case");
  return (await readHead(caseId))?.head ?? null;
}

export interface Closing extends Doing {
  readonly disposition: Disposition;
  readonly reason: string;
}

/** Closes an open case, once. Null when there is none of that id, or it is closed already. */
export async function closeCase(caseId: string, closing: Closing): Promise<CaseHead | null> {
  const { person, now, reason } = closing;
  const closed = { disposition: disposition.parse(closing.disposition), by: person, at: now.toISOString(), reason };
  const row = await updateRow(headKey(caseId), {
    update: "SET #status = :closed, closed = :how",
    condition: "attribute_exists(pk) AND #status = :open",
    names: { "#status": "status" },
    values: { ":closed": "closed", ":open": "open", ":how": closed },
  });
  if (row === null) return null;
  await note(caseId, closing, `closed this case as ${closed.disposition.replace("-", " ")}: ${reason}`);
  return (await readHead(caseId))?.head ?? null;
}

const note = (caseId: string, { person, now }: Doing, text: string) =>
  append(caseId, {
    kind: "note",
    id: `note:${now.toISOString()}:${person}`,
    at: now.toISOString(),
    simulated: false,
    by: person,
    text,
  });
