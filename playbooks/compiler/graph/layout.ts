// Where everything of a picture stands. Time runs from left to right: a sequence is a row, what runs side by side and the
// branches of a decision are stacked, and a loop is a frame around its pass. Every part is entered in the middle of its
// left edge and left in the middle of its right edge, so that no line ever crosses a box.
import type { Fork, Look, Loop, Picture, Step } from "./picture.ts";
import { row } from "./rows.ts";
import { arrow, gap, line, type Part, type Shape } from "./shapes.ts";

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
