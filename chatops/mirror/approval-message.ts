// The message that asks for a decision: three lines (what happened, why we think so, what is asked), the plan, until
// when, and two buttons. Once it is decided the same message says so and the buttons are gone.
import type { KnownBlock, RichTextElement, RichTextSection } from "@slack/types";
import type { CaseEntry, CaseView } from "../../actions/kit/contract/case.ts";
import {
  deadlineInWords,
  decisionInWords,
  planLineInWords,
  verdictInWords,
} from "../../actions/kit/runtime/mirror/words/entry.ts";
import { outcomeInLine, sourceInWords } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import {
  actions,
  bullets,
  button,
  context,
  line,
  longestMessage,
  paragraphs,
  section,
  sizeOf,
  words,
} from "../slack/blocks.ts";
import { escaped, mrkdwn } from "../slack/escape.ts";
import type { Message } from "../slack/messages.ts";

export type PlanEntry = Extract<CaseEntry, { kind: "plan" }>;
type DecisionEntry = Extract<CaseEntry, { kind: "decision" }>;

/** What a click carries besides the approval's id, which is no secret: who may decide is asked of the store. */
export const approveAction = "riposte.approve";
export const denyAction = "riposte.deny";

/** Slack's user ids by the ids of people. */
export type People = ReadonlyMap<string, string>;

/** The plan whole, over as many messages as it takes: an approver sees every line. The last one asks. */
export function planMessages(view: CaseView, plan: PlanEntry, people: People): Message[] {
  const pages = pagesOf(plan.lines.map(planLine));
  return pages.map((lines, index) => {
    const first = index === 0 ? opening(view, plan) : [];
    const list = lines.length > 0 ? [bullets(lines)] : [];
    const last = index === pages.length - 1 ? closing(view, plan, people) : [];
    return { text: notification(view, plan, index + 1, pages.length), blocks: [...first, ...list, ...last] };
  });
}

const notification = ({ head }: CaseView, plan: PlanEntry, part: number, parts: number): Message["text"] => {
  const what = plan.asked ? mrkdwn`Approval asked` : mrkdwn`Plan, nobody is asked`;
  const which = parts === 1 ? mrkdwn`` : mrkdwn`, part ${escaped(`${part} of ${parts}`)}`;
  return mrkdwn`${what}${which}: ${escaped(plainLine(head.title, 200))}`;
};

function pagesOf(lines: readonly RichTextSection[]): RichTextSection[][] {
  const pages: RichTextSection[][] = [[]];
  // Half of a message is kept free for the three lines, the deadline and the buttons.
  const room = longestMessage / 2;
  for (const one of lines) {
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && sizeOf([bullets([...page, one])]) > room) pages.push([one]);
    else page.push(one);
  }
  return pages;
}

function opening(view: CaseView, plan: PlanEntry): KnownBlock[] {
  const { head, entries } = view;
  const finding = entries.find((entry) => entry.kind === "finding");
  const source = finding?.kind === "finding" ? ` Reported by ${plainLine(finding.source, 80)}.` : "";
  return [
    paragraphs([
      line(words("What happened: ", "bold"), words(`${plainLine(head.title, 300)}.${source}`)),
      line(words("Why we think so: ", "bold"), words(reasons(view, plan))),
      line(words(plan.asked ? "What is asked: " : "What would be asked: ", "bold"), words(request(plan))),
    ]),
  ];
}

/** The sources with what they said; the ones without an answer are named last, so that nobody misses them. */
function reasons({ head }: CaseView, { because }: PlanEntry): string {
  const told = because.filter(({ status }) => status === "succeeded").slice(0, 8);
  const failed = because.filter(({ status }) => status !== "succeeded");
  const said = told.map((outcome) => `${sourceInWords(outcome)}: ${outcomeInLine(outcome, 160)}.`);
  const missing =
    failed.length > 0 ? [`No answer from ${plainLine(failed.map(sourceInWords).join("; "), 1_000)}.`] : [];
  return [`Verdict ${head.verdict}. ${verdictInWords(head.verdict)}`, ...said, ...missing].join(" ");
}

/** `Disable an access key (2), Revoke sessions; concerns maria.lopez`. */
function request({ lines, subject }: PlanEntry): string {
  const titles = lines.map(({ title }) => plainLine(title, 200));
  const counted = [...new Set(titles)].map((title) => {
    const count = titles.filter((other) => other === title).length;
    return count === 1 ? title : `${title} (${count})`;
  });
  const whom = subject === null ? "" : `; concerns ${subject}`;
  return `${plainLine(counted.join(", ") || "nothing would be changed", 600)}${whom}.`;
}

const planLine = (planned: PlanEntry["lines"][number]): RichTextSection => {
  const { step, title, target, account, undo, expiry } = planLineInWords(planned);
  const where = account === "–" ? "" : `, account ${account}`;
  return line(words(title, "bold"), words(`: ${target}${where}. Undo: ${undo}. Ends: ${expiry}. Step: ${step}`));
};

function closing({ entries }: CaseView, plan: PlanEntry, people: People): KnownBlock[] {
  if (!plan.asked) return [context(escaped("This is a proposal: nobody is asked and nothing is changed."))];
  const decided = entries.find(
    (entry): entry is DecisionEntry => entry.kind === "decision" && entry.approval === plan.approval,
  );
  if (decided !== undefined) return [section(mrkdwn`*${escaped(decisionInWords(decided))}*`)];
  return [
    paragraphs([
      line(...plan.approvers.flatMap((id, index) => called(id, index, people)), words(` ${deadlineInWords(plan)}`)),
    ]),
    actions(
      "riposte.approval",
      button("Approve", approveAction, plan.approval, "primary"),
      button("Deny", denyAction, plan.approval, "danger"),
    ),
    context(
      mrkdwn`Approval ${escaped(plan.approval)}. If the buttons fail: ${escaped(`riposte approve ${plan.approval}`)}`,
    ),
  ];
}

/** A mention, so that the person is told; the name of somebody who is not in Slack. */
const called = (id: string, index: number, people: People): (RichTextElement | null)[] => {
  const user = people.get(id);
  return [index > 0 ? words(", ") : null, user === undefined ? words(id) : { type: "user", user_id: user }];
};
