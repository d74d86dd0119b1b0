// An entry of a case as replies in its thread: short, because the ticket has the whole.
import type { KnownBlock, RichTextSection } from "@slack/types";
import type { CaseEntry, CaseView } from "../../actions/kit/contract/case.ts";
import type { Piece } from "../../actions/kit/runtime/mirror/copy.ts";
import {
  containmentInWords,
  decisionInWords,
  endingInWords,
  stepOutcomeInWords,
  verdictInWords,
} from "../../actions/kit/runtime/mirror/words/entry.ts";
import { secondsInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { outcomeInLine, sourceInWords } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { plain, plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { bulletsWithin, line, longestMessage, paragraphs, section, words } from "../slack/blocks.ts";
import { escaped, linked, type Mrkdwn, mrkdwn } from "../slack/escape.ts";
import type { Message } from "../slack/messages.ts";
import { type People, planMessages } from "./approval-message.ts";

type Of<Kind extends CaseEntry["kind"]> = Extract<CaseEntry, { kind: Kind }>;

export function repliesTo(view: CaseView, entry: CaseEntry, people: People): Piece<Message>[] {
  const messages = messagesOf(view, entry, people);
  return messages.map((body, index) => ({
    id: index === messages.length - 1 ? entry.id : `${entry.id.slice(0, 290)}#${index + 1}`,
    body,
  }));
}

function messagesOf(view: CaseView, entry: CaseEntry, people: People): Message[] {
  switch (entry.kind) {
    case "finding":
      return entry === view.entries[0]
        ? []
        : [said(entry, `Another finding: ${plainLine(entry.title, 300)}`, [findingLine(entry)])];
    case "evidence":
      return [listed(entry, "Evidence", entry.sections.map(sourceLine))];
    case "verdict":
      return [said(entry, `Verdict: ${entry.verdict}`, [line(words(verdictInWords(entry.verdict)))])];
    case "severity":
      return [said(entry, `Severity: ${entry.severity}`, [line(words(plainLine(entry.reason, 300)))])];
    case "plan":
      return planMessages(view, entry, people);
    case "decision":
      return [said(entry, decisionInWords(entry), [])];
    case "containment":
      return [said(entry, containmentInWords(entry), [line(words(plainLine(entry.sentence)))])];
    case "ending":
      return [summary(view, entry)];
    case "note":
      return [said(entry, `Note by ${plainLine(entry.by, 120)}`, [line(words(plain(entry.text)))])];
  }
}

const titleOf = ({ simulated }: CaseEntry, title: string): Mrkdwn =>
  mrkdwn`*${escaped(`${title}${simulated ? " (simulated)" : ""}`)}*`;

const said = (entry: CaseEntry, title: string, lines: readonly RichTextSection[]): Message => {
  const told = lines.filter(({ elements }) => elements.length > 0);
  return {
    text: escaped(title),
    blocks: [section(titleOf(entry, title)), ...(told.length > 0 ? [paragraphs(told)] : [])],
  };
};

const findingLine = ({ severity, source }: Of<"finding">): RichTextSection =>
  line(words(`Severity ${severity}, reported by ${plainLine(source, 80)}`));

const sourceLine = (outcome: Of<"evidence">["sections"][number]): RichTextSection =>
  line(words(sourceInWords(outcome), "bold"), words(`: ${outcomeInLine(outcome, 400)}`));

function listed(entry: CaseEntry, title: string, lines: readonly RichTextSection[]): Message {
  const head = section(titleOf(entry, title));
  return { text: escaped(title), blocks: [head, ...bulletsWithin(longestMessage - 1_000, lines, "first")] };
}

/** The last word: verdict, what was done, what was not, how long it took, the ticket. */
function summary({ head, entries, mirrors }: CaseView, entry: Of<"ending">): Message {
  const contained = entries.filter(
    (one): one is Of<"containment"> => one.kind === "containment" && one.execution === entry.execution,
  );
  const undone = entry.steps.filter(({ status }) => status !== "succeeded");
  const took = secondsInWords((Date.parse(entry.at) - Date.parse(head.openedAt)) / 1_000);
  const done = [
    line(words("Verdict: ", "bold"), words(`${head.verdict}. ${verdictInWords(head.verdict)}`)),
    ...(entry.error === null ? [] : [line(words("Error: ", "bold"), words(plainLine(entry.error)))]),
    ...contained.map((one) => line(words(containmentInWords(one)))),
    ...(contained.length === 0 ? [line(words("Nothing was contained."))] : []),
    ...undone.map((step) => line(words("Not done: ", "bold"), words(plainLine(stepOutcomeInWords(step), 300)))),
    line(words("Took: ", "bold"), words(took)),
  ];
  const { text, blocks } = listed(entry, endingInWords(entry), done);
  return { text: mrkdwn`${text}: ${escaped(plainLine(head.title, 200))}`, blocks: [...blocks, ...ticketsOf(mirrors)] };
}

const ticketsOf = (mirrors: CaseView["mirrors"]): KnownBlock[] =>
  mirrors.flatMap(({ system, key, url }) => {
    const link = system === "slack" || key === null || url === null ? null : linked(url, key);
    return link === null ? [] : [section(mrkdwn`*Ticket:* ${link}`)];
  });

/** What is said instead of a message that Slack would not take: nothing of the case goes missing in silence. */
export const refusedMessage = (id: string, reason: string): Message => ({
  text: escaped("Something of the case could not be shown here."),
  blocks: [
    section(mrkdwn`*Something of the case could not be shown here.*`),
    paragraphs([
      line(words(`Entry ${plainLine(id, 300)}: ${plainLine(reason, 600)}. It is whole on the Riposte case.`)),
    ]),
  ],
});
