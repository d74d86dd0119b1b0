// A case in Jira's format: what the ticket says when it is opened, and each entry as comments.
import type { CaseEntry, CaseView } from "../../kit/contract/case.ts";
import type { Piece } from "../../kit/runtime/mirror/copy.ts";
import type { DocumentBlock } from "../../kit/runtime/mirror/words/document.ts";
import { entryInGroups, findingInBlocks, verdictInWords } from "../../kit/runtime/mirror/words/entry.ts";
import { stepInWords, timeInWords } from "../../kit/runtime/mirror/words/names.ts";
import { plainLine } from "../../kit/runtime/mirror/words/plain.ts";
import { type Adf, bulletList, heading, type Node, paragraph, table, text } from "./adf.ts";
import { fitted, packed } from "./fit.ts";

/** Jira takes one line of 255 characters. */
export const summaryOf = ({ head }: CaseView): string => plainLine(head.title, 255) || `Case ${head.id}`;

export function descriptionOf({ head, entries }: CaseView): Adf {
  const first = openingOf(entries);
  return fitted([
    paragraph(
      ...text("This ticket mirrors the Riposte case "),
      ...text(head.id, "code"),
      ...text(". Decisions are not taken here."),
    ),
    ...(head.simulated ? [paragraph(...text("Parts of this case come from a simulator.", "strong"))] : []),
    ...(first === null ? [] : inAdf(findingInBlocks(first))),
    heading(3, "Case"),
    table(
      ["What", "Answer"],
      [
        ["Case", head.id],
        ["Playbook", stepInWords(plainLine(head.playbook, 80))],
        ["Kind", stepInWords(plainLine(head.kind, 80))],
        ["Account", head.account ?? "–"],
        ["Opened", timeInWords(head.openedAt)],
      ],
    ),
  ]);
}

/** The finding that opened the case: the description says it, so it is no comment. */
export const openingOf = (entries: CaseView["entries"]): Extract<CaseEntry, { kind: "finding" }> | null =>
  entries.find((entry) => entry.kind === "finding") ?? null;

export function commentsOf(view: CaseView, entry: CaseEntry): Piece<Adf>[] {
  if (entry.id === openingOf(view.entries)?.id) return [];
  const groups = [...entryInGroups(entry), ...(entry.kind === "ending" ? [verdictOf(view)] : [])].map(inAdf);
  const pages = packed(groups, (part, parts) => titleOf(entry, part, parts));
  return pages.map((body, index) => ({
    id: index === pages.length - 1 ? entry.id : partOf(entry.id, index + 1),
    body,
  }));
}

/** No entry says how the case stands as long as nobody judged it; the last page does. */
const verdictOf = ({ head }: CaseView): DocumentBlock[] => [
  { kind: "paragraph", text: `The case's verdict: ${head.verdict}. ${verdictInWords(head.verdict)}` },
];

const partOf = (id: string, part: number): string => `${id.slice(0, 290)}#${part}`;

/** Evidence has a heading of its own above those of its sections; every other entry begins with its only one. */
function titleOf(entry: CaseEntry, part: number, parts: number): Node[] {
  if (entry.kind !== "evidence") return parts === 1 ? [] : [paragraph(...text(`Part ${part} of ${parts}`, "em"))];
  return [heading(2, parts === 1 ? "Evidence" : `Evidence, part ${part} of ${parts}`)];
}

const inAdf = (blocks: readonly DocumentBlock[]): Node[] => blocks.map(nodeOf);

function nodeOf(block: DocumentBlock): Node {
  switch (block.kind) {
    case "heading":
      return heading(3, block.text);
    case "paragraph":
      return paragraph(...text(block.text));
    case "list":
      return bulletList(block.items);
    case "table":
      return table(block.head, block.rows);
  }
}

/** What is said instead of a piece that Jira would not take: nothing of the case goes missing in silence. */
export const refusedPiece = (id: string, reason: string): Adf =>
  fitted([
    paragraph(...text("Something of the case could not be shown here.", "strong")),
    paragraph(...text(`Entry ${plainLine(id, 300)}: ${plainLine(reason, 600)}. It is whole on the Riposte case.`)),
  ]);
