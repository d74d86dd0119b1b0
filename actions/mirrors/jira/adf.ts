// The Atlassian Document Format, as far as a mirror writes it: small typed functions, one a node. Jira refuses empty
// text nodes, so none is ever made; text in a node is literal, so Jira's markup in it stays text.
import { inert } from "../../kit/contract/inert.ts";

interface Mark {
  readonly type: "strong" | "em" | "code";
}
export type Inline =
  | { readonly type: "text"; readonly text: string; readonly marks?: readonly Mark[] }
  | { readonly type: "hardBreak" };

export interface Paragraph {
  readonly type: "paragraph";
  readonly content: readonly Inline[];
}
export interface Heading {
  readonly type: "heading";
  readonly attrs: { readonly level: 1 | 2 | 3 | 4 | 5 | 6 };
  readonly content: readonly Inline[];
}
export interface BulletList {
  readonly type: "bulletList";
  readonly content: readonly { readonly type: "listItem"; readonly content: readonly Paragraph[] }[];
}
export interface Cell {
  readonly type: "tableHeader" | "tableCell";
  readonly attrs: Readonly<Record<string, never>>;
  readonly content: readonly Paragraph[];
}
export interface Row {
  readonly type: "tableRow";
  readonly content: readonly Cell[];
}
export interface Table {
  readonly type: "table";
  readonly attrs: { readonly isNumberColumnEnabled: false; readonly layout: "default" };
  readonly content: readonly Row[];
}
export type Node = Paragraph | Heading | BulletList | Table;
export interface Adf {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly Node[];
}

export const doc = (content: readonly Node[]): Adf => ({ type: "doc", version: 1, content });

/** Line feeds become hard breaks. */
export const text = (words: string, ...marks: readonly Mark["type"][]): Inline[] =>
  inert(words)
    .split("\n")
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ type: "hardBreak" } as const] : []),
      ...(line === "" ? [] : [textNode(line, marks)]),
    ]);

const textNode = (words: string, marks: readonly Mark["type"][]): Inline =>
  marks.length === 0
    ? { type: "text", text: words }
    : { type: "text", text: words, marks: marks.map((type) => ({ type })) };

export const paragraph = (...content: readonly Inline[]): Paragraph => ({ type: "paragraph", content });

export const heading = (level: Heading["attrs"]["level"], words: string): Heading => ({
  type: "heading",
  attrs: { level },
  content: text(words),
});

export const bulletList = (items: readonly string[]): BulletList => ({
  type: "bulletList",
  content: items.map((item) => ({ type: "listItem", content: [paragraph(...text(item))] })),
});

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Table => ({
  type: "table",
  attrs: { isNumberColumnEnabled: false, layout: "default" },
  content: [
    row(head.map((words) => cell("tableHeader", words))),
    ...rows.map((cells) => row(cells.map((words) => cell("tableCell", words)))),
  ],
});

const row = (content: readonly Cell[]): Row => ({ type: "tableRow", content });
const cell = (type: Cell["type"], words: string): Cell => ({ type, attrs: {}, content: [paragraph(...text(words))] });
