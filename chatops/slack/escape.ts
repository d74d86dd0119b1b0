// The only place that makes text for Slack's markup. What comes from outside can neither mention nor link nor format
// nor draw an emoji there; better still, it goes into rich text, which knows no markup at all (`blocks.ts`).
import { type Escaped, inert } from "../../actions/kit/contract/inert.ts";

export type Mrkdwn = Escaped<"slack">;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Look-alikes of the characters that format where they touch the edge of a word. */
const lookalikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

const atAnEdge = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;
/** Of names made of digits Slack knows two; a time of day is none. */
const emoji = /:(?=(?!\d+:)[a-z0-9_+'-]+:|(?:100|1234):)/gi;

/** Text from outside as mrkdwn that shows it and does nothing. */
export const escaped = (untrusted: string): Mrkdwn =>
  inert(untrusted)
    .replace(/[&<>]/g, (character) => entities[character] ?? "")
    .replace(atAnEdge, (character) => lookalikes[character] ?? "")
    .replace(emoji, "∶") as Mrkdwn;

/** Our own words around what is escaped already: `` mrkdwn`*Verdict:* ${escaped(verdict)}` ``. */
export const mrkdwn = (words: TemplateStringsArray, ...values: readonly Mrkdwn[]): Mrkdwn =>
  words.reduce((text, part, index) => `${text}${values[index - 1] ?? ""}${part}`) as Mrkdwn;

export const joined = (parts: readonly Mrkdwn[], separator: " " | ", " | " · " | "\n"): Mrkdwn =>
  parts.join(separator) as Mrkdwn;

/** A link of our own making; null for anything but https. */
export function linked(url: string, label: string): Mrkdwn | null {
  const target = URL.parse(url);
  if (target?.protocol !== "https:") return null;
  return `<${target.href.replace(/[<>|]/g, encodeURIComponent)}|${escaped(label).replace(/\|/g, "¦")}>` as Mrkdwn;
}

/** Cut at so many characters without tearing an entity apart. */
export function cutMrkdwn(text: Mrkdwn, most: number): Mrkdwn {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/&[a-z]*$|[\uD800-\uDBFF]$|<[^>]*$/, "")}…` as Mrkdwn;
}
