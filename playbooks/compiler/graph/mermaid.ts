// The diagram of a playbook as Mermaid text, for pull requests and documents.
import { inertLine } from "../../../actions/kit/contract/index.ts";
import type { Recording } from "../record/items.ts";
import { colours } from "./colours.ts";
import { type Fork, type Loop, type Picture, pictureOf, type Step } from "./picture.ts";

/** A flow chart, a line feed at its end. */
export function mermaid(recording: Recording): string {
  const chart = new Chart();
  const start = chart.node("(", ")", "terminal", [`${recording.kind} finding`]);
  const picture = pictureOf(recording);
  const ends = picture === null ? [{ from: start, label: null }] : chart.draw(picture, [{ from: start, label: null }]);
  chart.link(ends, chart.node("(", ")", "terminal", ["the end"]));
  const lines = [...chart.lines, ...classes(chart.looks)].map((line) => `  ${line}`);
  return `${["flowchart TD", ...lines].join("\n")}\n`;
}

const classes = (used: ReadonlySet<string>): readonly string[] =>
  Object.entries(colours)
    .filter(([look]) => used.has(look))
    .map(
      ([look, { fill, stroke, dashed }]) =>
        `classDef ${look} fill:${fill},stroke:${stroke},color:#1b1f24${dashed ? ",stroke-dasharray:4 3" : ""}`,
    );

/** An edge whose end is not drawn yet. */
interface Loose {
  readonly from: string;
  readonly label: string | null;
}

const shapes = {
  read: ["[", "]"],
  attempt: ["[", "]"],
  record: ["[", "]"],
  contain: ["[[", "]]"],
  choice: ["{", "}"],
  person: ["{{", "}}"],
  unattended: ["{{", "}}"],
  wait: ["(", ")"],
  terminal: ["(", ")"],
} as const;

/** Text inside a quoted Mermaid label; `#…;` is how Mermaid writes what would end or mark up the label. */
export const mermaidText = (text: string): string =>
  inertLine(text).replace(/[#"&<>`\\{}[\]()|;%]/g, (character) => `#${character.charCodeAt(0)};`);

class Chart {
  readonly lines: string[] = [];
  readonly looks = new Set<string>();
  #nodes = 0;

  node(open: string, close: string, look: string, texts: readonly string[]): string {
    const name = `n${++this.#nodes}`;
    this.looks.add(look);
    this.lines.push(`${name}${open}"${texts.map(mermaidText).join("<br/>")}"${close}:::${look}`);
    return name;
  }

  link(from: readonly Loose[], to: string): void {
    for (const { from: name, label } of from) {
      this.lines.push(label === null ? `${name} --> ${to}` : `${name} -->|"${mermaidText(label)}"| ${to}`);
    }
  }

  draw(picture: Picture, from: readonly Loose[]): readonly Loose[] {
    switch (picture.kind) {
      case "step":
        return [{ from: this.#step(picture, from), label: null }];
      case "sequence":
        return picture.parts.reduce((ends, part) => this.draw(part, ends), from);
      case "parallel": {
        const single = from.length > 1 ? this.#join(from) : from;
        return picture.parts.flatMap((part) => this.draw(part, single));
      }
      case "fork":
        return this.#fork(picture, from);
      case "loop":
        return this.#loop(picture, from);
    }
  }

  #step({ id, look, caption }: Step, from: readonly Loose[]): string {
    const [open, close] = shapes[look];
    const name = this.node(open, close, look, [id, caption]);
    this.link(from, name);
    return name;
  }

  /** Many ends that many beginnings follow meet in a point. */
  #join(from: readonly Loose[]): readonly Loose[] {
    const name = this.node("((", "))", "terminal", [" "]);
    this.link(from, name);
    return [{ from: name, label: null }];
  }

  #fork({ head, branches }: Fork, from: readonly Loose[]): readonly Loose[] {
    const name = this.#step(head, from);
    return branches.flatMap((branch) => {
      const edge = [{ from: name, label: branch.name }];
      return branch.body === null ? edge : this.draw(branch.body, edge);
    });
  }

  #loop({ id, caption, body }: Loop, from: readonly Loose[]): readonly Loose[] {
    const name = `n${++this.#nodes}`;
    this.lines.push(`subgraph ${name} ["${mermaidText(id)}<br/>${mermaidText(caption)}"]`);
    if (body !== null) this.draw(body, []);
    this.lines.push("end");
    this.link(from, name);
    return [{ from: name, label: null }];
  }
}
