// Jira takes so many characters of a description or comment and refuses the rest. What belongs together is packed into
// as few documents as hold it; what alone is too long is cut with a notice, rows of a table one by one.
import { type Adf, doc, type Node, paragraph, type Table, text } from "./adf.ts";

/** The longest description or comment, counted on its JSON text, which is the longest form Jira might count. */
export const longestDocument = 32_767;

const room = 400;
const sizeOf = (value: unknown): number => JSON.stringify(value).length + 1;

/** Groups in order, packed into documents; `title` stands at the head of each and is told part and parts. */
export function packed(groups: readonly (readonly Node[])[], title: (part: number, parts: number) => Node[]): Adf[] {
  const pages: Node[][] = [[]];
  let used = 0;
  for (const group of groups) {
    const size = group.reduce((sum, node) => sum + sizeOf(node), 0);
    if (used > 0 && used + size > longestDocument - room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(...group);
    used += size;
  }
  return pages.map((nodes, index) => fitted([...title(index + 1, pages.length), ...nodes]));
}

/** One document of these nodes, cut with a notice where they are too long. */
export function fitted(nodes: readonly Node[]): Adf {
  const whole = doc(nodes);
  if (JSON.stringify(whole).length <= longestDocument) return whole;
  const kept: Node[] = [];
  let left = longestDocument - room;
  for (const node of nodes) {
    const fits = sizeOf(node) <= left ? node : node.type === "table" ? withRowsThatFit(node, left) : null;
    if (fits !== null) kept.push(fits);
    left -= fits === null ? left : sizeOf(fits);
    if (fits !== node) break;
  }
  return doc([...kept, notice]);
}

const notice = paragraph(
  ...text("Cut here: Jira takes no more than 32,767 characters at once. The whole of it is on the Riposte case.", "em"),
);

function withRowsThatFit(whole: Table, room: number): Table | null {
  let size = sizeOf({ ...whole, content: [] });
  const rows = whole.content.filter((row) => {
    size += sizeOf(row);
    return size <= room;
  });
  return rows.length > 1 ? { ...whole, content: rows } : null;
}
