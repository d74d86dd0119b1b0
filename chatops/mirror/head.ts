// The first message of a case's thread: what the case is, how it stands, and the steps with their outcomes. It is drawn
// anew from the case each time, and edited as the case moves.
import type { KnownBlock, RichTextSection } from "@slack/types";
import type { CaseEntry, CaseView } from "../../actions/kit/contract/case.ts";
import { decisionNames, endingInWords } from "../../actions/kit/runtime/mirror/words/entry.ts";
import { timeInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { sourceInWords, stepAndActionInWords } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { bullets, context, type EmojiName, emoji, header, line, section, words } from "../slack/blocks.ts";
import { escaped, joined, linked, type Mrkdwn, mrkdwn } from "../slack/escape.ts";
import type { Message } from "../slack/messages.ts";

const mostLines = 40;

export function headMessage(view: CaseView): Message {
  const { head, entries } = view;
  const steps = entries.flatMap(stepLines);
  const shown = steps.slice(0, mostLines);
  const more = steps.length - shown.length;
  const blocks: KnownBlock[] = [
    header(plainLine(head.title, 150)),
    section(standing(view)),
    ...(shown.length > 0
      ? [bullets([...shown, ...(more > 0 ? [line(words(`… and ${more} more`, "italic"))] : [])])]
      : []),
    context(...notes(view)),
  ];
  return { text: notification(view), blocks };
}

/** What a phone shows on its lock screen. */
const notification = ({ head }: CaseView): Mrkdwn =>
  mrkdwn`${escaped(plainLine(head.title, 200))}: ${escaped(head.severity)}, verdict ${escaped(head.verdict)}`;

function standing({ head }: CaseView): Mrkdwn {
  const parts = [
    mrkdwn`*Severity* ${escaped(head.severity)}`,
    mrkdwn`*Verdict* ${escaped(head.verdict)}`,
    mrkdwn`*Case* ${escaped(head.id)}, ${escaped(head.status)}`,
    ...(head.owner === null ? [] : [mrkdwn`*Owner* ${escaped(head.owner)}`]),
    ...(head.account === null ? [] : [mrkdwn`*Account* ${escaped(head.account)}`]),
    ...(head.findings === 1 ? [] : [mrkdwn`*Findings* ${escaped(String(head.findings))}`]),
  ];
  return joined(parts, " · ");
}

function notes({ head, mirrors }: CaseView): Mrkdwn[] {
  const others = mirrors.filter(({ system }) => system !== "slack");
  return [
    mrkdwn`Opened ${escaped(timeInWords(head.openedAt))}`,
    ...(head.simulated ? [mrkdwn`*Parts of this case come from a simulator*`] : []),
    ...others.flatMap(({ key, url }) => (key === null || url === null ? [] : [linked(url, key) ?? escaped(key)])),
    ...others
      .filter(({ failure }) => failure !== null)
      .map(
        ({ system, failure }) =>
          mrkdwn`The copy in ${escaped(system)} is behind: ${escaped(plainLine(failure ?? "", 300))}`,
      ),
  ];
}

const item = (name: EmojiName, label: string, outcome = ""): RichTextSection =>
  line(emoji(name), words(` ${label}`), outcome === "" ? null : words(`: ${outcome}`));

const containments: Readonly<Record<Extract<CaseEntry, { kind: "containment" }>["outcome"], [EmojiName, string]>> = {
  done: ["lock", "done"],
  "already-so": ["lock", "was so already"],
  failed: ["x", "failed"],
  unverified: ["warning", "done, not verified"],
  "would-do": ["eyes", "would be done"],
};

const decisionEmoji = {
  approved: "white_check_mark",
  denied: "x",
  expired: "warning",
  "not-asked": "eyes",
  rehearsed: "eyes",
} as const;
const endingEmoji = { SUCCEEDED: "white_check_mark", FAILED: "x", TIMED_OUT: "x", ABORTED: "x" } as const;

function stepLines(entry: CaseEntry, index: number, entries: readonly CaseEntry[]): RichTextSection[] {
  switch (entry.kind) {
    case "evidence":
      return entry.sections.map((outcome) => {
        if (outcome.status === "succeeded") return item("white_check_mark", sourceInWords(outcome));
        return item(outcome.status === "failed" ? "warning" : "fast_forward", sourceInWords(outcome), "no answer");
      });
    case "plan":
      return entry.asked && !isDecided(entry.approval, entries)
        ? [
            item(
              "hourglass_flowing_sand",
              "Approval",
              `waiting for ${entry.approvers.join(", ")} until ${timeInWords(entry.until)}`,
            ),
          ]
        : [];
    case "decision":
      return [item(decisionEmoji[entry.decision], "Decision", `${decisionNames[entry.decision]}${by(entry.by)}`)];
    case "containment": {
      const [name, outcome] = containments[entry.outcome];
      return [
        item(name, `${stepAndActionInWords(entry.step, entry.item, null)}, ${plainLine(entry.target, 120)}`, outcome),
      ];
    }
    case "ending":
      return [item(endingEmoji[entry.status], endingInWords(entry))];
    case "finding":
      return entries.findIndex(({ kind }) => kind === "finding") === index
        ? []
        : [item("white_circle", "Another finding", plainLine(entry.title, 120))];
    default:
      return [];
  }
}

const by = (person: string | null): string => (person === null ? "" : ` by ${plainLine(person, 120)}`);

export const isDecided = (approval: string, entries: readonly CaseEntry[]): boolean =>
  entries.some((entry) => entry.kind === "decision" && entry.approval === approval);
