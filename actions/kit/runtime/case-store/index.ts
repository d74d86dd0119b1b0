// The case store: cases and everything kept with them, over one DynamoDB table. The layout is in `layout.ts`.
import {
  type CaseEntry,
  type CaseHead,
  type CaseView,
  caseView,
  type MirrorState,
  mirrorState as mirrorStateShape,
} from "../../contract/case.ts";
import { PermanentFailure } from "../../contract/failure.ts";
import { append, appendAll, entryFrom, inOrder, writeEntry } from "./entries.ts";
import { addRun, follow, headFrom, type Run, readHead } from "./head.ts";
import { type Arrival, type Placement, place } from "./intake.ts";
import { casePartition, listPartition, mirrorKey } from "./layout.ts";
import { notifyMirrors } from "./notify.ts";
import { getRow, putRow, queryRows, type Row } from "./table.ts";
import { type Whereabouts, whereabouts } from "./whereabouts.ts";

export type { Doubt, Run } from "./head.ts";
export { type Arrival, type Aside, caseOf, type Placement } from "./intake.ts";
export { nameOf } from "./layout.ts";

type Judgement<Kind extends CaseEntry["kind"]> = Omit<Extract<CaseEntry, { kind: Kind }>, "kind">;

export interface CaseStore {
  /** Opens a case for a finding or joins the open one of its entity; a repeat comes to the same. Null: its name is taken. */
  place(arrival: Arrival): Promise<Placement | null>;
  /** Where a finding is, or would go, as the table stands now. Writes nothing. */
  whereabouts(arrival: Arrival): Promise<Whereabouts>;
  /** Notes an execution on the case before it is started. */
  addRun(caseId: string, execution: string, run: Run): Promise<void>;
  /** Adds an entry unless one with its id is there, tells the mirrors, and answers the one that is there then. */
  append(caseId: string, entry: CaseEntry): Promise<CaseEntry>;
  /** As `append` for several, with one word to the mirrors. */
  appendAll(caseId: string, entries: readonly CaseEntry[]): Promise<CaseEntry[]>;
  setVerdict(caseId: string, judgement: Judgement<"verdict">): Promise<void>;
  setSeverity(caseId: string, judgement: Judgement<"severity">): Promise<void>;
  /** The head alone; null when there is no such case. */
  head(caseId: string): Promise<CaseHead | null>;
  /** The head, and where an execution on the case came from: null for one that intake did not start. */
  origin(caseId: string, execution: string): Promise<{ readonly head: CaseHead; readonly run: Run | null }>;
  /** The whole case. @throws PermanentFailure `NotFound` when there is none. */
  view(caseId: string): Promise<CaseView>;
  /** The heads of the cases opened last, the newest first. */
  list(options?: { readonly last?: number }): Promise<CaseHead[]>;
  mirrorState(caseId: string, system: string): Promise<MirrorState | null>;
  saveMirrorState(caseId: string, state: MirrorState): Promise<void>;
}

export const caseStore = (): CaseStore => store;

const store: CaseStore = {
  place,
  whereabouts,
  addRun,
  append,
  appendAll,
  async setVerdict(caseId, judgement) {
    const entry = await writeEntry(caseId, { ...judgement, kind: "verdict" });
    if (entry.kind === "verdict") await follow(caseId, "verdict", { value: entry.verdict, at: entry.at });
    await notifyMirrors(caseId, entry.id);
  },
  async setSeverity(caseId, judgement) {
    const entry = await writeEntry(caseId, { ...judgement, kind: "severity" });
    if (entry.kind === "severity") await follow(caseId, "severity", { value: entry.severity, at: entry.at });
    await notifyMirrors(caseId, entry.id);
  },
  async head(caseId) {
    return (await readHead(caseId))?.head ?? null;
  },
  async origin(caseId, execution) {
    const found = await readHead(caseId);
    if (found === null) throw noSuchCase(caseId);
    const { head, row } = found;
    return { head, run: Object.hasOwn(row.runs, execution) ? (row.runs[execution] ?? null) : null };
  },
  async view(caseId) {
    const rows = await queryRows(casePartition(caseId));
    const found = headFrom(rows);
    if (found === null) throw noSuchCase(caseId);
    const entries = rowsOf(rows, "entry#").map(entryFrom).sort(inOrder);
    const simulated = found.head.simulated || entries.some((entry) => entry.simulated);
    return caseView.parse({
      head: { ...found.head, simulated },
      entries,
      mirrors: rowsOf(rows, "mirror#").map(mirrorFrom),
    });
  },
  async list({ last = 100 } = {}) {
    const lines = await queryRows(listPartition, { last });
    const ids = lines.map(({ sk }) => String(sk).slice(String(sk).indexOf("#") + 1));
    const heads = await Promise.all(ids.map((id) => store.head(id)));
    return heads.filter((head) => head !== null);
  },
  async mirrorState(caseId, system) {
    const row = await getRow(mirrorKey(caseId, system));
    return row === null ? null : mirrorFrom(row);
  },
  async saveMirrorState(caseId, state) {
    const checked = mirrorStateShape.parse(state);
    await putRow(mirrorKey(caseId, checked.system), { state: JSON.stringify(checked) });
  },
};

const rowsOf = (rows: readonly Row[], begins: string): Row[] => rows.filter(({ sk }) => String(sk).startsWith(begins));

const mirrorFrom = (row: Row): MirrorState => mirrorStateShape.parse(JSON.parse(String(row.state)));

const noSuchCase = (caseId: string): PermanentFailure =>
  new PermanentFailure("NotFound", `there is no case ${caseId}: check the id`);
