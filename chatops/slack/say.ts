// Short answers for one person: a heading, and lines below it.
import type { RichTextSection } from "@slack/types";
import { bulletsWithin, line, longestMessage, section, words } from "./blocks.ts";
import { escaped, mrkdwn } from "./escape.ts";
import type { Message } from "./messages.ts";

export function say(title: string, lines: readonly RichTextSection[] = []): Message {
  const list = lines.length === 0 ? [] : bulletsWithin(longestMessage - 1_000, lines, "first");
  return { text: escaped(title), blocks: [section(mrkdwn`*${escaped(title)}*`), ...list] };
}

/** `*Name*: value`, nothing of it read as markup. */
export const fact = (name: string, value: string): RichTextSection => line(words(name, "bold"), words(`: ${value}`));

export const plainItem = (text: string): RichTextSection => line(words(text));
