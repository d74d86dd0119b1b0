// Drawings: Mermaid and SVG show the same nesting, nothing overlaps, and no text leaves its place.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { layout } from "../../../playbooks/compiler/graph/layout.ts";
import { mermaid, mermaidText } from "../../../playbooks/compiler/graph/mermaid.ts";
import { type Picture, pictureOf, type Step } from "../../../playbooks/compiler/graph/picture.ts";
import { paragraph } from "../../../playbooks/compiler/graph/rows.ts";
import type { Part, Shape } from "../../../playbooks/compiler/graph/shapes.ts";
import { svg, xmlText } from "../../../playbooks/compiler/graph/svg.ts";
import { standings } from "../../../playbooks/compiler/record/items.ts";
import { compiled } from "../../support/a-playbook.ts";
import { everyWord } from "../../support/every-word.ts";
import { hostileTexts } from "../../support/hostile.ts";
import { look, note } from "../../support/some-actions.ts";

const { recording } = compiled(everyWord);

test("a small playbook as Mermaid, whole", () => {
  const { recording: small } = compiled((finding, { attempt, when, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    when("silent", seen.failed, { then: () => void record("note", note, { value: 1 }) });
  });
  expect(mermaid(small)).toBe(`flowchart TD
  n1("test finding"):::terminal
  n2["seen<br/>Do look.check-ip"]:::attempt
  n1 --> n2
  n3{"silent<br/>seen did not answer"}:::choice
  n2 --> n3
  n4["note<br/>Do notes.add-note"]:::record
  n3 -->|"then"| n4
  n5("the end"):::terminal
  n4 --> n5
  n3 -->|"otherwise"| n5
  classDef attempt fill:#eef5fd,stroke:#2b66a8,color:#1b1f24,stroke-dasharray:4 3
  classDef record fill:#e6f4ea,stroke:#2c7a4b,color:#1b1f24
  classDef choice fill:#f4f4f5,stroke:#52525b,color:#1b1f24
  classDef terminal fill:#ffffff,stroke:#52525b,color:#1b1f24
`);
});

test("every step is in both drawings, once", () => {
  const [chart, drawing] = [mermaid(recording), svg(recording)];
  for (const { item } of standings(recording.block)) {
    expect(chart.split(`"${item.id}<br/>`)).toHaveLength(2);
    expect(drawing).toContain(item.kind === "forEach" ? `>${item.id}: ` : `>${item.id}</text>`);
  }
});

test("what contains, and who decides, looks like nothing else", () => {
  const drawing = svg(recording);
  const looks = (look: string) =>
    [...drawing.matchAll(new RegExp(`<g class="${look}"><title>([^:]*):`, "g"))].map(([, id]) => id);
  expect(looks("contain")).toEqual(["block-ip", "disable-key", "erase"]);
  expect(looks("person")).toEqual(["was-it-you", "approve"]);
  expect(looks("unattended")).toEqual(["block-known-bad"]);
});

test("every edge of Mermaid joins nodes that are there, and every node but the first is reached", () => {
  const lines = mermaid(recording).split("\n");
  const nodes = lines
    .flatMap((line) => /^ +(?:subgraph )?(n\d+)[ ([{]/.exec(line)?.slice(1) ?? [])
    .filter((_, at, all) => all.indexOf(all[at] as string) === at);
  const edges = lines.flatMap((line) => {
    const match = /^ +(n\d+) -->(?:\|"[^"]*"\|)? (n\d+)$/.exec(line);
    return match === null ? [] : [[match[1], match[2]]];
  });
  for (const [from, to] of edges) expect(nodes).toEqual(expect.arrayContaining([from, to]));
  const inLoops = new Set(["tag-note", "active"]);
  const reached = new Set(edges.map(([, to]) => to));
  const unreached = lines.filter((line) => /^ +n\d+[([{]/.test(line) && !reached.has(/n\d+/.exec(line)?.[0]));
  expect(unreached.map((line) => /"([^"<]*)/.exec(line)?.[1])).toEqual(["test finding", ...inLoops]);
});

test("the SVG is well formed and asks nothing of the outside", () => {
  const drawing = svg(recording);
  const open: string[] = [];
  for (const [, close, name = "", rest = ""] of drawing.matchAll(/<(\/?)([a-z]+)([^>]*)>/g)) {
    if (close === "/") expect(open.pop()).toBe(name);
    else if (!rest.endsWith("/")) open.push(name);
  }
  expect(open).toEqual([]);
  expect(drawing.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
    /https?:|href|<script|<style|@import|url\((?!#)/,
  );
});

test.each(hostileTexts)("no text leaves its place: %j", (hostile) => {
  expect(xmlText(hostile)).not.toMatch(/[<>"'\u0000-\u0008]|\p{Surrogate}/u);
  expect(mermaidText(hostile)).not.toMatch(/["<>`\n\r]|%%/);
  const { recording: own } = compiled((finding, { record }) => void record("note", note, { value: finding.ip }));
  const named = { ...own, title: hostile, kind: hostile };
  expect(svg(named).split("<title>")).toHaveLength(svg(own).split("<title>").length);
  expect(mermaid(named).split("\n")).toHaveLength(mermaid(own).split("\n").length);
});

const step = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom("a", "b", "-") }),
    caption: fc.lorem({ maxCount: 12 }),
  })
  .chain(({ id, caption }) =>
    fc
      .constantFrom("read", "attempt", "record", "contain", "wait")
      .map((look): Step => ({ kind: "step", id, look: look as Step["look"], caption })),
  );
const { picture } = fc.letrec<{ picture: Picture }>((tie) => ({
  picture: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    step,
    fc.record({
      kind: fc.constantFrom("sequence" as const, "parallel" as const),
      parts: fc.array(tie("picture"), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant("fork" as const),
      head: step.map((head) => ({ ...head, look: "choice" as const })),
      branches: fc.array(
        fc.record({ name: fc.constantFrom("yes", "otherwise", "approved"), body: fc.option(tie("picture")) }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      kind: fc.constant("loop" as const),
      id: fc.constant("each"),
      caption: fc.constant("for every item"),
      body: fc.option(tie("picture")),
    }),
  ),
}));

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const boxesOf = (shapes: readonly Shape[]): readonly Box[] =>
  shapes.filter((shape): shape is Shape & { kind: "box" } => shape.kind === "box");
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function segmentsOf(shapes: readonly Shape[]): readonly Box[] {
  return shapes.flatMap((shape) =>
    shape.kind !== "line"
      ? []
      : shape.points.slice(1).map(([x, y], at) => {
          const [fromX, fromY] = shape.points[at] as readonly [number, number];
          return {
            x: Math.min(x, fromX),
            y: Math.min(y, fromY),
            width: Math.abs(x - fromX),
            height: Math.abs(y - fromY),
          };
        }),
  );
}

function expectReadable(part: Part): void {
  const shapes = part.place(0, 0);
  const boxes = boxesOf(shapes);
  for (const [at, box] of boxes.entries()) {
    expect(
      box.x >= -0.01 &&
        box.y >= -0.01 &&
        box.x + box.width <= part.width + 0.01 &&
        box.y + box.height <= part.height + 0.01,
    ).toBe(true);
    for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
  }
  for (const segment of segmentsOf(shapes)) {
    expect(segment.width < 0.01 || segment.height < 0.01).toBe(true);
    for (const { x, y, width, height } of boxes) {
      const inner = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
      expect(overlap(segment, inner)).toBe(false);
    }
  }
}

test("no box overlaps another, no line crosses a box, whatever the playbook", () => {
  fc.assert(
    fc.property(picture, (drawn) => expectReadable(layout(drawn))),
    { seed: 7, numRuns: 300 },
  );
});

test("a long playbook goes on in the next row", () => {
  fc.assert(
    fc.property(fc.array(picture, { minLength: 1, maxLength: 6 }), (parts) => {
      expectReadable(paragraph(parts.map(layout), 1_400));
    }),
    { seed: 7, numRuns: 100 },
  );
});

test("a picture has the nesting of the schedule", () => {
  const { recording: own } = compiled((finding, { attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const again = attempt("again", look, { ip: finding.ip });
    record("note", note, { value: [seen.failed, again.failed] as never });
  });
  expect(pictureOf(own)).toMatchObject({
    kind: "sequence",
    parts: [{ kind: "parallel", parts: [{ id: "seen" }, { id: "again" }] }, { id: "note" }],
  });
});
