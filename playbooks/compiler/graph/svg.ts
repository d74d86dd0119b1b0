// The diagram of a playbook as SVG: one file, no fonts, scripts or links from outside, every text escaped.
import { inertLine } from "../../../actions/kit/contract/index.ts";
import type { Recording } from "../record/items.ts";
import { colours } from "./colours.ts";
import { deciding, layout, point } from "./layout.ts";
import { type Look, pictureOf, type Step } from "./picture.ts";
import { paragraph } from "./rows.ts";
import type { Part, Shape } from "./shapes.ts";

const margin = 24;
const legendHeight = 44;
const narrowest = 900;
/** Beyond this a row is broken where one part of the playbook ends. */
const widest = 1_400;

/** The whole drawing, a line feed at its end. */
export function svg(recording: Recording): string {
  const picture = pictureOf(recording);
  const parts = picture === null ? [] : picture.kind === "sequence" ? picture.parts : [picture];
  const ends = [endPart(`${recording.kind} finding`), endPart("the end")] as const;
  const whole = paragraph([ends[0], ...parts.map(layout), ends[1]], widest);
  const width = Math.max(narrowest, whole.width + 2 * margin);
  const top = margin + 28;
  const height = top + whole.height + margin + legendHeight;
  const title = xmlText(`${recording.title} (${recording.id})`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="11" fill="#1b1f24">`,
    `<title>${title}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#52525b"/></marker></defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${margin}" y="${margin + 8}" font-size="15" font-weight="600">${title}</text>`,
    ...whole.place(margin, top).map(drawn),
    ...legend(top + whole.height + margin + 14),
    "</svg>",
    "",
  ].join("\n");
}

/** Text between tags or in an attribute. */
export const xmlText = (text: string): string =>
  inertLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const round = (value: number): number => Math.round(value * 10) / 10;

function endPart(text: string): Part {
  const step: Step = { kind: "step", id: text, look: "terminal", caption: "" };
  const width = Math.ceil(text.length * 7.2 + 26);
  return { width, height: 30, place: (x, y) => [{ kind: "box", x, y, width, height: 30, step, lines: [] }] };
}

function drawn(shape: Shape): string {
  switch (shape.kind) {
    case "box":
      return boxDrawn(shape);
    case "frame":
      return [
        `<rect x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}" rx="8" fill="none" stroke="#52525b" stroke-dasharray="2 3"/>`,
        `<text x="${round(shape.x + 10)}" y="${round(shape.y + 15)}">${xmlText(shape.title)}</text>`,
      ].join("");
    case "line":
      return `<polyline points="${shape.points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}" fill="none" stroke="#52525b"${shape.arrow ? ' marker-end="url(#arrow)"' : ""}/>`;
    case "label":
      return `<text x="${round(shape.x)}" y="${round(shape.y)}" font-style="italic">${xmlText(shape.text)}</text>`;
  }
}

function boxDrawn({ x, y, width, height, step, lines }: Shape & { kind: "box" }): string {
  const { fill, stroke, dashed } = colours[step.look];
  const centre = round(x + width / 2);
  const start = lines.length === 0 ? y + height / 2 + 4 : y + height / 2 - (lines.length - 1) * 6.5 - 4;
  const captions = lines.map(
    (line, at) => `<text x="${centre}" y="${round(start + 15 + at * 13)}" text-anchor="middle">${xmlText(line)}</text>`,
  );
  const paint = `fill="${fill}" stroke="${stroke}" stroke-width="${weight[step.look] ?? 1.4}"${dashed ? ' stroke-dasharray="5 3"' : ""}`;
  return [
    `<g class="${step.look}">`,
    `<title>${xmlText(`${step.id}: ${step.caption}`)}</title>`,
    outline(step.look, { x, y, width, height }, paint),
    `<text x="${centre}" y="${round(start)}" text-anchor="middle" font-size="13" font-weight="600">${xmlText(step.id)}</text>`,
    ...captions,
    "</g>",
  ].join("");
}

const weight: Partial<Record<Look, number>> = { contain: 2.2, person: 2.2, unattended: 3 };

function outline(look: Look, at: { x: number; y: number; width: number; height: number }, paint: string): string {
  const { x, y, width, height } = at;
  if (!deciding.has(look)) {
    return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6" ${paint}/>`;
  }
  const [right, bottom, middle] = [x + width, y + height, y + height / 2];
  const corners = [
    [x, middle],
    [x + point, y],
    [right - point, y],
    [right, middle],
    [right - point, bottom],
    [x + point, bottom],
  ] as const;
  return `<polygon points="${corners.map(([cx, cy]) => `${round(cx)},${round(cy)}`).join(" ")}" ${paint}/>`;
}

function legend(y: number): readonly string[] {
  let x = margin;
  return Object.values(colours).flatMap(({ fill, stroke, dashed, meaning }) => {
    if (meaning === null) return [];
    const at = x;
    x += 30 + Math.ceil(meaning.length * 6);
    return [
      `<rect x="${at}" y="${round(y - 9)}" width="14" height="11" rx="2" fill="${fill}" stroke="${stroke}"${dashed ? ' stroke-dasharray="3 2"' : ""}/><text x="${at + 20}" y="${round(y)}">${xmlText(meaning)}</text>`,
    ];
  });
}
