// The guide: the seven lessons one after the other, each with its own words, its source, its diagram and what the compiler
// says that it does. Everything in it compiles, because it is made from what compiles.
import { readdirSync, readFileSync } from "node:fs";
import { compile } from "../../playbooks/compiler/compile.ts";
import { orderLines } from "../../playbooks/compiler/explain/sections/order.ts";
import { summaryOf } from "../../playbooks/compiler/explain/summarise.ts";
import { mermaid } from "../../playbooks/compiler/graph/mermaid.ts";
import type { Playbook } from "../../playbooks/language/index.ts";

const folder = new URL("../lessons/", import.meta.url);

export interface Lesson {
  /** The file's name below docs/lessons. */
  readonly file: string;
  readonly title: string;
  /** What it teaches, in Markdown. */
  readonly prose: string;
  readonly source: string;
  readonly playbook: Playbook;
}

/** The lessons in their order. */
export async function lessons(): Promise<readonly Lesson[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  return Promise.all(files.toSorted().map(lesson));
}

async function lesson(file: string): Promise<Lesson> {
  const { default: playbook } = (await import(new URL(file, folder).href)) as { readonly default: Playbook };
  const lines = readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  const comment = lines.slice(0, end).map((line) => line.replace(/^\/\/ ?/, ""));
  return {
    file,
    title: comment[0] ?? file,
    prose: paragraphs(comment.slice(1)),
    source: lines.slice(end).join("\n").trim(),
    playbook,
  };
}

/** The whole guide as Markdown. */
export async function guide(): Promise<string> {
  const all = await lessons();
  return `${[...head(all), ...all.flatMap(chapter)].join("\n\n")}\n`;
}

const head = (all: readonly Lesson[]): readonly string[] => [
  "<!-- Written by `node docs/generate.ts` from docs/lessons. -->",
  "# Writing playbooks",
  "Seven lessons, each a whole playbook that compiles and runs in a test. What a mistake is told is in the [rules](rules.md).",
  all.map(({ title }) => `- [${title}](#${anchor(title)})`).join("\n"),
];

function chapter({ file, title, prose, source, playbook }: Lesson): readonly string[] {
  const compiled = compile(playbook, {});
  if (!compiled.ok) throw new Error(`docs/lessons/${file} does not compile: ${JSON.stringify(compiled.violations)}`);
  const summary = summaryOf(compiled.recording, compiled.machine, () => null);
  return [
    `## ${title}`,
    prose,
    `[\`docs/lessons/${file}\`](lessons/${file}):`,
    `\`\`\`ts\n${source}\n\`\`\``,
    "What the compiler makes of it:",
    `\`\`\`mermaid\n${mermaid(compiled.recording).trimEnd()}\n\`\`\``,
    `\`\`\`text\n${orderLines(summary).join("\n")}\n\`\`\``,
  ];
}

/** Comment lines as paragraphs, each on one line. */
const paragraphs = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .trim()
    .replace(/([^\n])\n(?!\n)/g, "$1 ");

/** The anchor that GitHub gives a heading. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
