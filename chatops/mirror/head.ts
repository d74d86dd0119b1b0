// The first message of a case's thread: what the case is, how it stands, and the steps with their outcomes. It is drawn
// anew from the case each time, and edited as the case moves.
import type { RichTextSection } from "@slack/types";
import type { CaseEntry, CaseView } from "../../actions/kit/contract/case.ts";
import { decisionNames, endingInWords } from "../../actions/kit/runtime/mirror/words/entry.ts";
import { timeInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { sourceInWords, stepAndActionInWords } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import {
  bulletsWithin,
  context,
  type EmojiName,
  emoji,
  header,
  line,
  longestMessage,
  section,
  sizeOf,
  words,
} from "../slack/blocks.ts";
import { escaped, joined, linked, type Mrkdwn, mrkdwn } from "../slack/escape.ts";
import type { Message } from "../slack/messages.ts";

export function headMessage(view: CaseView): Message {
  const around = [header(plainLine(view.head.title, 150)), section(standing(view))];
  const below = context(...notes(view));
  const room = longestMessage - sizeOf([...around, below]) - 500;
  const steps = bulletsWithin(room, view.entries.flatMap(stepLines), "last");
  return { text: notification(view), blocks: [...around, ...steps, below] };
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
      return sourceLines(entry.sections);
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

/** One line a source; where they are many, one for all that answered. */
function sourceLines(sections: Extract<CaseEntry, { kind: "evidence" }>["sections"]): RichTextSection[] {
  const answered = sections.filter(({ status }) => status === "succeeded");
  const brief = answered.length > mostSources;
  const good = brief ? [item("white_check_mark", `${answered.length} sources answered`)] : [];
  const lines = sections.map((outcome) => {
    if (outcome.status === "succeeded") return brief ? null : item("white_check_mark", sourceInWords(outcome));
    return item(outcome.status === "failed" ? "warning" : "fast_forward", sourceInWords(outcome), "no answer");
  });
  return [...good, ...lines.filter((one) => one !== null)];
}

const mostSources = 15;

const by = (person: string | null): string => (person === null ? "" : ` by ${plainLine(person, 120)}`);

export const isDecided = (approval: string, entries: readonly CaseEntry[]): boolean =>
  entries.some((entry) => entry.kind === "decision" && entry.approval === approval);
