// Approvals: a request with its plan, the task that waits for it, and the decision. The first decision stays: every
// change is a write on condition that nobody has written in between. The task's token never leaves this row.
import * as z from "zod";
import { mode } from "../../contract/call.ts";
import { personId } from "../../contract/principal.ts";
import { doubt } from "./head.ts";
import { approvalKey, approvalsKey, approvalsPartition, type CallKey, nameOf } from "./layout.ts";
import { getRow, putNewRow, putRow, queryRows, updateRow } from "./table.ts";

/** `void`: decided, but the task no longer waited. */
export const approvalStatus = z.enum(["open", "approved", "denied", "expired", "not-asked", "rehearsed", "void"]);

export const approvalShape = z.object({
  id: z.string(),
  case: z.string(),
  execution: z.string(),
  playbook: z.string(),
  step: z.string(),
  item: z.string().nullable(),
  mode,
  token: z.string(),
  subject: personId.nullable(),
  approvers: z.array(personId),
  /** Who asked for the execution: not alone enough. */
  requestedBy: z.string().nullable(),
  /** How many people must say yes. */
  needs: z.int().min(1).max(2),
  /** What speaks against believing the finding; each is shown with the plan. */
  doubts: z.array(doubt),
  /** What a grant is written for, line by line. */
  calls: z.array(z.object({ step: z.string(), item: z.string().nullable(), action: z.string(), digest: z.string() })),
  /** Milliseconds since 1970. */
  askedAt: z.int(),
  until: z.int(),
  status: approvalStatus,
  /** Who has said yes so far. */
  yes: z.array(personId),
  decidedBy: z.string().nullable(),
  decidedAt: z.int().nullable(),
  via: z.string().nullable(),
  /** Whether the decision has reached the task. */
  answered: z.boolean(),
});
export type Approval = z.infer<typeof approvalShape>;

/** An approval as it stands, and which edition of it that is. */
export interface Kept {
  readonly approval: Approval;
  readonly revision: number;
}

const approvalRow = z.object({ approval: z.string(), revision: z.int() });

/** Short enough to be typed: the same call asks under the same id always. */
export const approvalId = ({ execution, step, item }: CallKey): string => nameOf([execution, step, item], 10);

export async function getApproval(id: string): Promise<Kept | null> {
  const row = await getRow(approvalKey(id));
  if (row === null) return null;
  const { approval, revision } = approvalRow.parse(row);
  return { approval: approvalShape.parse(JSON.parse(approval)), revision };
}

/** Stores a new request. Where one has that id already, answers that one instead. */
export async function putApproval(approval: Approval): Promise<Kept> {
  const row = { approval: JSON.stringify(approvalShape.parse(approval)), revision: 1, expires: tidied(approval) };
  if (approval.status === "open") await putRow(approvalsKey(approval.id, approval.until), { expires: row.expires });
  if (await putNewRow(approvalKey(approval.id), row)) return { approval, revision: 1 };
  const kept = await getApproval(approval.id);
  if (kept === null) throw new Error(`approval ${approval.id} was refused as present and is not there`);
  return kept;
}

/** Changes an approval unless somebody has done so since it was read. Null: read it again. */
export async function changeApproval({ approval, revision }: Kept, changes: Partial<Approval>): Promise<Kept | null> {
  const changed = approvalShape.parse({ ...approval, ...changes });
  const row = await updateRow(approvalKey(approval.id), {
    update: "SET approval = :approval, revision = :next",
    condition: "revision = :revision",
    values: { ":approval": JSON.stringify(changed), ":revision": revision, ":next": revision + 1 },
  });
  return row === null ? null : { approval: changed, revision: revision + 1 };
}

/** A request that is asked again waits longer than its line says; by so many milliseconds at most. */
const reaskedWithin = 3_600_000;

/** What waits for a decision, the most urgent first, without the tasks' tokens. */
export async function openApprovals(now: Date): Promise<Omit<Approval, "token">[]> {
  const from = new Date(now.getTime() - reaskedWithin).toISOString();
  const rows = await queryRows(approvalsPartition, { between: [from, "9999"] });
  const ids = new Set(rows.map(({ sk }) => String(sk).slice(String(sk).indexOf("#") + 1)));
  const kept = await Promise.all([...ids].map(getApproval));
  return kept
    .flatMap((one) => (one?.approval.status === "open" && one.approval.until > now.getTime() ? [one.approval] : []))
    .sort((a, b) => a.until - b.until)
    .map(({ token: _, ...approval }) => approval);
}

/** Ends an approval that nobody decided. What is decided stays. Answers how it stands then. */
export async function expireApproval(id: string, now: Date): Promise<Approval | null> {
  for (;;) {
    const kept = await getApproval(id);
    if (kept === null) return null;
    if (kept.approval.status !== "open") return kept.approval;
    const changed = await changeApproval(kept, { status: "expired", decidedAt: now.getTime(), answered: true });
    if (changed !== null) return changed.approval;
  }
}

const tidied = ({ until }: Approval): number => Math.floor(until / 1_000) + 90 * 86_400;
