// What Jira accepts as a document. The real schema is larger; whatever is accepted here is accepted there.

const inline = ["text", "hardBreak"];
const lists = ["bulletList", "orderedList"];
const inCells = ["paragraph", "heading", ...lists, "codeBlock", "blockquote", "panel", "rule"];

/** Per node: what may stand in it, and how many there must be at least. Null: no content at all. */
const nodes: Readonly<Record<string, { readonly content: readonly string[]; readonly least: number } | null>> = {
  doc: { content: [...inCells, "table"], least: 0 },
  paragraph: { content: inline, least: 0 },
  heading: { content: inline, least: 0 },
  bulletList: { content: ["listItem"], least: 1 },
  orderedList: { content: ["listItem"], least: 1 },
  listItem: { content: ["paragraph", ...lists, "codeBlock"], least: 1 },
  table: { content: ["tableRow"], least: 1 },
  tableRow: { content: ["tableHeader", "tableCell"], least: 1 },
  tableHeader: { content: inCells, least: 1 },
  tableCell: { content: inCells, least: 1 },
  codeBlock: { content: ["text"], least: 0 },
  blockquote: { content: ["paragraph", ...lists], least: 1 },
  panel: { content: ["paragraph", "heading", ...lists], least: 1 },
  rule: null,
  hardBreak: null,
};

const attributes: Readonly<Record<string, (attrs: Fields) => boolean>> = {
  heading: ({ level }) => Number.isInteger(level) && Number(level) >= 1 && Number(level) <= 6,
  panel: ({ panelType }) => ["info", "note", "warning", "success", "error"].includes(String(panelType)),
  table: ({ layout, isNumberColumnEnabled }) =>
    (layout === undefined || ["default", "center", "wide", "full-width", "align-start"].includes(String(layout))) &&
    (isNumberColumnEnabled === undefined || typeof isNumberColumnEnabled === "boolean"),
};

const marks = ["strong", "em", "code", "strike", "underline", "subsup", "textColor", "link"];

type Fields = Readonly<Record<string, unknown>>;

/** Longest document that Jira keeps, in characters of its JSON text: the strictest way in which Jira may count. */
export const longestDocument = 32_767;

export type DocumentFault = "not a document" | "invalid" | "too long";

/** Null for a document that Jira takes. */
export function faultOf(document: unknown): DocumentFault | null {
  if (!isFields(document) || document.type !== "doc" || document.version !== 1) return "not a document";
  if (!isNode(document, "doc")) return "invalid";
  return JSON.stringify(document).length > longestDocument ? "too long" : null;
}

function isNode(node: Fields, type: string): boolean {
  if (type === "text") return isText(node);
  const rule = Object.hasOwn(nodes, type) ? nodes[type] : undefined;
  if (rule === undefined) return false;
  if (!(attributes[type]?.(isFields(node.attrs) ? node.attrs : {}) ?? true)) return false;
  if (rule === null) return node.content === undefined;
  const content = node.content ?? [];
  if (!Array.isArray(content) || content.length < rule.least) return false;
  return content.every(
    (child) => isFields(child) && rule.content.includes(String(child.type)) && isNode(child, String(child.type)),
  );
}

/** An empty text node is refused, as Jira refuses it. */
const isText = ({ text, marks: given = [] }: Fields): boolean =>
  typeof text === "string" &&
  text.length > 0 &&
  Array.isArray(given) &&
  given.every((mark) => isFields(mark) && marks.includes(String(mark.type)));

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
