// The modal behind Approve and Deny. What it shows comes out of the case as stored, never out of the message clicked.
import type { KnownBlock, ModalView } from "@slack/types";
import * as z from "zod";
import type { CaseEntry, CaseView } from "../../actions/kit/contract/index.ts";
import { planLineInWords } from "../../actions/kit/runtime/mirror/words/entry.ts";
import { timeInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { bullets, line, paragraphs, words } from "../slack/blocks.ts";
import { modal } from "../slack/modal.ts";
import { fact } from "../slack/say.ts";

export type PlanEntry = Extract<CaseEntry, { kind: "plan" }>;

export const decideModal = "riposte.decide";

/** What the modal carries to its submission: ids alone. Who decides, and whether they may, is asked anew then. */
export const carried = z.object({
  approval: z.string().min(1).max(120),
  decision: z.enum(["approved", "denied"]),
});
export type Carried = z.infer<typeof carried>;

interface Question {
  readonly carries: Carried;
  readonly view: CaseView;
  readonly plan: PlanEntry;
  readonly needs: number;
  readonly yes: readonly string[];
}

export function questionModal({ carries, view, plan, needs, yes }: Question): ModalView {
  const approving = carries.decision === "approved";
  const said = yes.length === 0 ? "nobody yet" : yes.join(", ");
  const count = needs === 1 ? "one person must approve" : `two people must approve; so far ${said}`;
  const about = [
    fact("Case", `${view.head.id}, ${plainLine(view.head.title, 300)}`),
    fact("Verdict", view.head.verdict),
    fact("Concerns", plan.subject ?? "nobody known in the configuration"),
    fact("Decision", `${count}; until ${timeInWords(plan.until)}`),
    fact("Impact", impactOf(plan)),
  ];
  return modal({
    title: approving ? "Approve this plan?" : "Deny this plan?",
    blocks: [paragraphs(about), ...linesOf(plan)],
    submits: { callback: decideModal, label: approving ? "Approve" : "Deny", carries },
  });
}

/** `2 changes to 2 targets in account 111122223333; every one can be undone`. */
function impactOf({ lines }: PlanEntry): string {
  const targets = new Set(lines.map(({ target }) => target)).size;
  const accounts = [...new Set(lines.flatMap(({ account }) => (account === null ? [] : [account])))];
  const stuck = lines.filter(({ undo }) => undo.startsWith("no way back")).length;
  const where = accounts.length === 0 ? "" : ` in account ${accounts.join(", ")}`;
  const back = stuck === 0 ? "every one can be undone" : `${stuck} cannot be undone`;
  return `${lines.length} changes to ${targets} targets${where}; ${lines.length === 0 ? "nothing is changed" : back}`;
}

const perBlock = 40;
const mostLines = perBlock * 90;

function linesOf({ lines }: PlanEntry): KnownBlock[] {
  const shown = lines.slice(0, mostLines).map((planned) => {
    const { title, target, account, undo, expiry, step } = planLineInWords(planned);
    const where = account === "–" ? "" : `, account ${account}`;
    return line(words(title, "bold"), words(`: ${target}${where}. Undo: ${undo}. Ends: ${expiry}. Step: ${step}`));
  });
  const groups = Array.from({ length: Math.ceil(shown.length / perBlock) }, (_, at) =>
    shown.slice(at * perBlock, (at + 1) * perBlock),
  );
  return groups.map(bullets);
}

/** What came of it, for the one who decided. */
export const outcomeModal = (ok: boolean, message: string): ModalView =>
  modal({ title: ok ? "Decision" : "Not decided", blocks: [paragraphs([line(words(plainLine(message, 2_000)))])] });
