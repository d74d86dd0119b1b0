// Where everything of a picture stands. Time runs from left to right: a sequence is a row, what runs side by side and the
// branches of a decision are stacked, and a loop is a frame around its pass. Every part is entered in the middle of its
// left edge and left in the middle of its right edge, so that no line ever crosses a box.
import type { Fork, Look, Loop, Picture, Step } from "./picture.ts";

export type Shape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly step: Step;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: "frame";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly title: string;
    }
  | { readonly kind: "line"; readonly points: readonly (readonly [x: number, y: number])[]; readonly arrow: boolean }
  | { readonly kind: "label"; readonly x: number; readonly y: number; readonly text: string };

export interface Part {
  readonly width: number;
  readonly height: number;
  /** The shapes, the part's upper left corner at `x`, `y`. */
  place(x: number, y: number): readonly Shape[];
}

const gap = { beside: 34, below: 14, bar: 18, frame: 14, title: 22, rows: 36 } as const;
const box = { narrowest: 168, height: 56, perCharacter: 7.6, perCaptionCharacter: 6.3, padding: 22 } as const;
const labelPerCharacter = 6.8;

/** What decides is drawn with points at its sides, so wide. */
export const deciding: ReadonlySet<Look> = new Set(["choice", "person", "unattended"]);
export const point = 10;

/** The layout of a picture. */
export function layout(picture: Picture): Part {
  switch (picture.kind) {
    case "step":
      return boxPart(picture);
    case "sequence":
      return row(picture.parts.map(layout));
    case "parallel":
      return stack(picture.parts.map((part) => ({ label: null, part: layout(part) })));
    case "fork":
      return forkPart(picture);
    case "loop":
      return framePart(picture);
  }
}

function boxPart(step: Step): Part {
  const padding = deciding.has(step.look) ? box.padding + 2 * point : box.padding;
  const width = Math.ceil(Math.max(box.narrowest, step.id.length * box.perCharacter + padding));
  const room = deciding.has(step.look) ? width - 2 * point : width;
  const lines = wrapped(step.caption, Math.floor(room / box.perCaptionCharacter));
  return {
    width,
    height: box.height,
    place: (x, y) => [{ kind: "box", x, y, width, height: box.height, step, lines }],
  };
}

/** At most two lines; what does not fit ends in an ellipsis. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) as string;
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= most || line === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.length <= 2 ? lines : [lines[0] as string, `${lines[1]} …`];
  return shown.map((line) => (line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`));
}

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

interface Lane {
  readonly label: string | null;
  /** Null: nothing happens there. */
  readonly part: Part | null;
}

/** Lanes one below the other between two bars. */
function stack(lanes: readonly Lane[]): Part {
  const labels = Math.max(0, ...lanes.map(({ label }) => Math.ceil((label?.length ?? 0) * labelPerCharacter)));
  const inset = gap.bar + (labels === 0 ? 0 : labels + 12);
  const heights = lanes.map(({ part }) => part?.height ?? gap.title);
  const inside = Math.max(0, ...lanes.map(({ part }) => part?.width ?? 0));
  const width = inset + inside + gap.bar;
  const height = heights.reduce((sum, one) => sum + one, 0) + gap.below * (lanes.length - 1);
  return {
    width,
    height,
    place(x, y) {
      const middles: number[] = [];
      let top = y;
      const shapes = lanes.flatMap(({ label, part }, at) => {
        const middle = top + (heights[at] as number) / 2;
        middles.push(middle);
        const upper = top;
        top += (heights[at] as number) + gap.below;
        const named: readonly Shape[] =
          label === null ? [] : [{ kind: "label", x: x + gap.bar / 2, y: middle - 5, text: label }];
        if (part === null) return [...named, line([x, middle], [x + width, middle])];
        return [
          ...named,
          arrow([x, middle], [x + inset, middle]),
          ...part.place(x + inset, upper),
          line([x + inset + part.width, middle], [x + width, middle]),
        ];
      });
      const middle = y + height / 2;
      const [high, low] = [Math.min(middle, ...middles), Math.max(middle, ...middles)];
      return [line([x, high], [x, low]), ...shapes, line([x + width, high], [x + width, low])];
    },
  };
}

function forkPart({ head, branches }: Fork): Part {
  const first = boxPart(head);
  const rest = stack(branches.map(({ name, body }) => ({ label: name, part: body === null ? null : layout(body) })));
  const height = Math.max(first.height, rest.height);
  return {
    width: first.width + gap.bar + rest.width,
    height,
    place(x, y) {
      const middle = y + height / 2;
      const right = x + first.width;
      return [
        ...first.place(x, middle - first.height / 2),
        line([right, middle], [right + gap.bar, middle]),
        ...rest.place(right + gap.bar, middle - rest.height / 2),
      ];
    },
  };
}

/** As much room below as the title takes above, so that the middle stays the middle. */
function framePart({ id, caption, body }: Loop): Part {
  const title = `${id}: ${caption}`;
  const inner = body === null ? null : layout(body);
  const width = Math.ceil(
    Math.max((inner?.width ?? 0) + gap.frame * 2, title.length * labelPerCharacter + gap.frame * 2),
  );
  const height = (inner?.height ?? 0) + gap.title * 2;
  return {
    width,
    height,
    place(x, y) {
      const middle = y + height / 2;
      const left = x + (width - (inner?.width ?? 0)) / 2;
      return [
        { kind: "frame", x, y, width, height, title },
        ...(inner === null ? [] : [arrow([x, middle], [left, middle])]),
        ...(inner?.place(left, middle - inner.height / 2) ?? []),
        ...(inner === null ? [] : [line([left + inner.width, middle], [x + width, middle])]),
      ];
    },
  };
}

type Point = readonly [x: number, y: number];
const line = (...points: readonly Point[]): Shape => ({ kind: "line", points, arrow: false });
const arrow = (...points: readonly Point[]): Shape => ({ kind: "line", points, arrow: true });
