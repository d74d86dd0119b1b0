// Block Kit as plain typed functions, each within the limits that Slack states for it. Text from outside goes into rich
// text or plain text, where Slack reads no markup; mrkdwn is taken only escaped.
// https://docs.slack.dev/reference/block-kit/blocks
import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  SectionBlock,
} from "@slack/types";
import { inert } from "../../actions/kit/contract/inert.ts";
import { cut } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { cutMrkdwn, type Mrkdwn } from "./escape.ts";

/** Slack states no limit for all blocks together and refuses somewhere above 11,000 characters of their JSON. */
export const longestMessage = 10_000;
export const mostBlocks = 50;

export const sizeOf = (blocks: readonly KnownBlock[]): number => JSON.stringify(blocks).length;

export const header = (untrusted: string): HeaderBlock => ({
  type: "header",
  text: { type: "plain_text", text: cut(inert(untrusted).replace(/\s+/g, " ").trim(), 150) || "–", emoji: false },
});

/** `verbatim`: Slack makes no links of its own out of what looks like an address. */
export const section = (text: Mrkdwn): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text: cutMrkdwn(text, 3_000) || "–", verbatim: true },
});

export const context = (...texts: readonly Mrkdwn[]): ContextBlock => ({
  type: "context",
  elements: texts.slice(0, 10).map((text) => ({ type: "mrkdwn", text: cutMrkdwn(text, 2_000) || "–", verbatim: true })),
});

export const divider = (): DividerBlock => ({ type: "divider" });

type Run = RichTextElement | null;

/** Words in rich text; null for none, since Slack refuses empty text. */
export const words = (untrusted: string, style?: "bold" | "italic" | "code"): Run => {
  const text = inert(untrusted);
  if (text === "") return null;
  return style === undefined ? { type: "text", text } : { type: "text", text, style: { [style]: true } };
};

/** An emoji that no text can imitate. */
export const emoji = (name: EmojiName): RichTextElement => ({ type: "emoji", name });
export type EmojiName =
  | "white_check_mark"
  | "warning"
  | "x"
  | "fast_forward"
  | "hourglass_flowing_sand"
  | "white_circle"
  | "lock"
  | "eyes";

export const line = (...runs: readonly Run[]): RichTextSection => ({
  type: "rich_text_section",
  elements: runs.filter((run) => run !== null),
});

/** Lines one below the other. */
export const paragraphs = (lines: readonly RichTextSection[]): RichTextBlock => ({
  type: "rich_text",
  elements: lines.map((one, index) =>
    index === lines.length - 1 ? one : { ...one, elements: [...one.elements, { type: "text", text: "\n" }] },
  ),
});

export const bullets = (lines: readonly RichTextSection[]): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_list", style: "bullet", elements: [...lines] }],
});

/** As many of the lines as fit into so many characters of JSON, and how many there are beyond; none for no lines. */
export function bulletsWithin(
  room: number,
  lines: readonly RichTextSection[],
  keep: "first" | "last",
): RichTextBlock[] {
  const order = keep === "first" ? lines : [...lines].reverse();
  let used = 0;
  const fits = order.filter((one) => {
    used += JSON.stringify(one).length + 1;
    return used <= room;
  });
  const more = lines.length - fits.length;
  const rest = more > 0 ? [line(words(`… and ${more} more on the ticket and the case`, "italic"))] : [];
  const all = keep === "first" ? [...fits, ...rest] : [...rest, ...fits.reverse()];
  return all.length > 0 ? [bullets(all)] : [];
}

export const button = (label: string, actionId: string, value: string, style: "primary" | "danger"): Button => ({
  type: "button",
  text: { type: "plain_text", text: cut(label, 75), emoji: false },
  action_id: actionId,
  value: value.slice(0, 2_000),
  style,
});

export const actions = (blockId: string, ...buttons: readonly Button[]): ActionsBlock => ({
  type: "actions",
  block_id: blockId,
  elements: [...buttons],
});
