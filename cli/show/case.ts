// A case in a terminal. The words are those of the ticket and the thread; only the layout is the terminal's.
import { styleText } from "node:util";
import { type CaseEntry, type CaseView, inertLine, type MirrorState } from "../../actions/kit/contract/index.ts";
import { type DocumentBlock, heading } from "../../actions/kit/runtime/mirror/words/document.ts";
import { entryInGroups, findingInBlocks } from "../../actions/kit/runtime/mirror/words/entry.ts";

/** The whole case as text, a line feed at its end. */
export function caseText({ head, entries, mirrors }: CaseView): string {
  const lines = [
    styleText("bold", `Case ${head.id}: ${inertLine(head.title)}`),
    `  ${head.severity} · ${head.status} · verdict ${head.verdict} · ${head.findings} finding${head.findings === 1 ? "" : "s"}${head.simulated ? " · simulated" : ""}`,
    ...mirrors.map((mirror) => `  ${mirrorLine(mirror, entries)}`),
    "",
    ...entries.flatMap((entry, at) =>
      groupsOf(entry, at === 0).flatMap((blocks) => [...blocks.flatMap(blockLines), ""]),
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** What a copy lacks is said here: the case is whole, its copy may not be. */
function mirrorLine({ system, key, failure, delivered }: MirrorState, entries: readonly CaseEntry[]): string {
  const missing = entries.filter(({ id }) => !delivered.includes(id)).length;
  const lacks = missing === 0 ? [] : [`${missing} of ${entries.length} entries are not delivered yet`];
  const notes = [...lacks, ...(failure === null ? [] : [inertLine(failure)])];
  return `${system}: ${key ?? "not there yet"}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
}

/** The first entry is the finding that opened the case. */
const groupsOf = (entry: CaseEntry, first: boolean): readonly (readonly DocumentBlock[])[] =>
  first && entry.kind === "finding" ? [[heading("Finding"), ...findingInBlocks(entry)]] : entryInGroups(entry);

/** Blocks as text, without a line feed at the end. */
export const blocksText = (blocks: readonly DocumentBlock[]): string => blocks.flatMap(blockLines).join("\n");

function blockLines(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case "heading":
      return [styleText("bold", block.text)];
    case "paragraph":
      return block.text.split("\n").map((line) => `  ${line}`);
    case "list":
      return block.items.map((item) => `  - ${inertLine(item)}`);
    case "table":
      return tableLines(block.rows);
  }
}

/** Two columns side by side; more as `a · b · c`. */
function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.min(28, Math.max(0, ...rows.map(([name = ""]) => name.length)));
  return rows.map(([name = "", ...rest]) => `  ${name.padEnd(width)}  ${rest.map(inertLine).join(" · ")}`);
}
