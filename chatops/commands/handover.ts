// `/riposte handover`: what the next shift must know. Open cases with their owners, what waits for a decision, what is
// contained and until when, mirrors that are behind, stops.
import type { RichTextSection } from "@slack/types";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { openApprovals } from "../../actions/kit/runtime/case-store/approvals.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { stops } from "../../actions/kit/runtime/case-store/stops.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { fact, say } from "../slack/say.ts";
import type { Command } from "./command.ts";
import { approvalLine, caseLine, stopLine } from "./lines.ts";

/** A handover of more cases than these would not be read; the rest is counted. */
const mostCases = 30;

export const handover: Command = {
  name: "handover",
  usage: "handover",
  says: "what the next shift must know",
  needs: "look",
  async run({ now }) {
    const store = caseStore();
    const [heads, waiting, stopped] = await Promise.all([store.list(), openApprovals(now), stops()]);
    const open = heads.filter(({ status }) => status === "open");
    const views = await Promise.all(open.slice(0, mostCases).map(({ id }) => store.view(id)));
    const rest = open.length - views.length;
    return say(`Handover: ${open.length} open cases, ${waiting.length} approvals that wait`, [
      ...stopped.map(stopLine),
      ...waiting.map(approvalLine),
      ...views.flatMap((view) => [caseLine(view.head), ...contained(view), ...behind(view)]),
      ...(rest > 0 ? [fact("More", `${rest} open cases are not shown`)] : []),
    ]);
  },
};

/** What holds now, with its end as the plan said it. */
function contained({ head, entries }: CaseView): RichTextSection[] {
  const plans = entries.flatMap((entry) => (entry.kind === "plan" ? entry.lines : []));
  return entries.flatMap((entry) => {
    if (entry.kind !== "containment" || !holds.has(entry.outcome)) return [];
    const planned = plans.find(({ step, item }) => step === entry.step && item === entry.item);
    const ends = planned?.expiry == null ? "until it is undone" : `for ${planned.expiry}`;
    return [fact(`${head.id} contains`, `${plainLine(entry.target, 200)}, ${ends} (${entry.outcome})`)];
  });
}

const holds: ReadonlySet<string> = new Set(["done", "unverified"]);

const behind = ({ head, mirrors }: CaseView): RichTextSection[] =>
  mirrors.flatMap(({ system, failure }) =>
    failure === null ? [] : [fact(`${head.id} in ${system} is behind`, plainLine(failure, 300))],
  );
