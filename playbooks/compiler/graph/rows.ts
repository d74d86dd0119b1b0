// Parts one after the other: in a row, or in as many rows as it takes.
import { arrow, gap, type Part } from "./shapes.ts";

/** Parts one after the other, joined by arrows. */
export function row(parts: readonly Part[]): Part {
  const width = parts.reduce((sum, part) => sum + part.width, 0) + gap.beside * (parts.length - 1);
  const height = Math.max(...parts.map((part) => part.height));
  return {
    width,
    height,
    place(x, y) {
      const middle = y + height / 2;
      let left = x;
      return parts.flatMap((part, at) => {
        const shapes = part.place(left, middle - part.height / 2);
        const from = left - gap.beside;
        left += part.width + gap.beside;
        return at === 0 ? shapes : [arrow([from, middle], [from + gap.beside, middle]), ...shapes];
      });
    },
  };
}

/** Parts one after the other, in as many rows as it takes to stay within a width where that is possible. */
export function paragraph(parts: readonly Part[], widest: number): Part {
  const rows = broken(parts, widest).map(row);
  const width = Math.max(...rows.map((one) => one.width)) + (rows.length > 1 ? 2 * gap.bar : 0);
  const height = rows.reduce((sum, one) => sum + one.height, 0) + gap.rows * (rows.length - 1);
  const inset = rows.length > 1 ? gap.bar : 0;
  return {
    width,
    height,
    place(x, y) {
      let top = y;
      return rows.flatMap((one, at) => {
        const shapes = one.place(x + inset, top);
        const [middle, bottom] = [top + one.height / 2, top + one.height];
        top = bottom + gap.rows;
        const next = rows[at + 1];
        if (next === undefined) return shapes;
        const [right, between] = [x + inset + one.width, bottom + gap.rows / 2];
        const [from, to] = [right + gap.bar, top + next.height / 2];
        return [
          ...shapes,
          arrow([right, middle], [from, middle], [from, between], [x, between], [x, to], [x + inset, to]),
        ];
      });
    },
  };
}

function broken(parts: readonly Part[], widest: number): readonly (readonly Part[])[] {
  const rows: Part[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const longer = used + gap.beside + part.width;
    if (longer <= widest) {
      rows.at(-1)?.push(part);
      used = longer;
    } else {
      rows.push([part]);
      used = part.width;
    }
  }
  return rows;
}
