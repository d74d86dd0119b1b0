// Jira takes so many characters of a description or comment and refuses the rest. What belongs together is packed into
// as few documents as hold it; what alone is too long is cut with a notice, rows of a table one by one.
import { type Adf, doc, type Node, paragraph, type Row, type Table, text } from "./adf.ts";

/** The longest description or comment, counted on its JSON text, which is the longest form Jira might count. */
export const longestDocument = 32_767;

const room = 400;
const sizeOf = (value: unknown): number => JSON.stringify(value).length + 1;

/** Groups in order, packed into documents; `title` stands at the head of each and is told part and parts. */
export function packed(groups: readonly (readonly Node[])[], title: (part: number, parts: number) => Node[]): Adf[] {
  const pages: Node[][] = [[]];
  let used = 0;
  for (const unit of groups.flatMap(unitsOf)) {
    const size = sizeOfAll(unit);
    if (used > 0 && used + size > longestDocument - room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(...unit);
    used += size;
  }
  return pages.map((nodes, index) => fitted([...title(index + 1, pages.length), ...nodes]));
}

const sizeOfAll = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + sizeOf(node), 0);

/** A group stays whole where a page can hold it; otherwise its tables go on from page to page, their head repeated. */
function unitsOf(group: readonly Node[]): (readonly Node[])[] {
  if (sizeOfAll(group) <= longestDocument - room) return [group];
  const units: Node[][] = [[]];
  for (const node of group) {
    const [first = node, ...rest] = node.type === "table" ? slicesOf(node) : [node];
    units.at(-1)?.push(first);
    units.push(...rest.map((slice) => [slice]));
    if (node.type === "table") units.push([]);
  }
  return units.filter((unit) => unit.length > 0);
}

const longestSlice = 8_000;

function slicesOf({ content: [head, ...rows], ...table }: Table): Table[] {
  const slices: Row[][] = [[]];
  for (const row of rows) {
    const slice = slices.at(-1) ?? [];
    if (slice.length > 0 && sizeOf(slice) + sizeOf(row) > longestSlice) slices.push([row]);
    else slice.push(row);
  }
  return slices.map((slice) => ({ ...table, content: [...(head === undefined ? [] : [head]), ...slice] }));
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
