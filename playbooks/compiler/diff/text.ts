// A diff as text: `+` came, `-` went, `!` changed. The marks are those that a code block in the language `diff` colours.
import { visible } from "../explain/words.ts";
import type { Change, Difference } from "./diff.ts";

/** A playbook's changes, topic by topic, without a line feed at the end. */
export function diffText({ playbook, kind, topics }: Difference): string {
  const parts = topics.map(({ topic, changes }) => [
    `  ${topic}`,
    ...changes.map((change) => `    ${changeLine(change)}`),
  ]);
  return [`${playbook}: ${kindWords[kind]}`, ...parts.flat()].join("\n");
}

export const kindWords: Readonly<Record<Difference["kind"], string>> = {
  added: "a new playbook",
  removed: "removed",
  changed: "changed",
  same: "nothing changed",
};

export function changeLine({ kind, subject, field, before, after }: Change): string {
  const name = field === null ? subject : `${subject}, ${field}`;
  if (kind === "changed") return visible(`! ${name}: ${before ?? "nothing"} → ${after ?? "nothing"}`);
  const value = kind === "added" ? after : before;
  return visible(`${kind === "added" ? "+" : "-"} ${name}${value ? `: ${value}` : ""}`);
}
