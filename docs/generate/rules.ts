// The page of rules: the doc comment of every rule is its documentation, word for word.
import { readdirSync, readFileSync } from "node:fs";
import { type RulePage, recorded } from "./recorded.ts";

const root = new URL("../../", import.meta.url);
const folder = "playbooks/compiler/check/rules/";

/** Chapters by the first digit of a code. */
const chapters: Readonly<Record<string, string>> = {
  "1": "Names, references and values",
  "2": "Absence",
  "3": "Containment and people",
  "4": "Judgement",
  "5": "Limits and inputs",
};

/** The whole page as Markdown. */
export function rulesPage(): string {
  const pages = allRules();
  const parts = Object.entries(chapters).flatMap(([digit, title]) => {
    const inside = pages.filter(({ code }) => code.startsWith(`R${digit}`));
    return inside.length === 0 ? [] : [`## ${title}`, ...inside.flatMap(section)];
  });
  return `${[...head, ...parts].join("\n\n")}\n`;
}

const head = [
  "<!-- Written by `node docs/generate.ts` from the doc comments of the rules. -->",
  "# Rules",
  "`riposte check` finds every one of these before anything runs, with the author's file and line. Codes are never used twice, and no rule can be switched off.",
];

const section = ({ code, title, body, source }: RulePage): readonly string[] => [
  `### ${code}: ${title}`,
  body,
  `Found in [\`${source}\`](../${source}).`,
];

/** Every rule there is, in the order of codes. */
export function allRules(): readonly RulePage[] {
  const files = readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".ts"));
  const fromFiles = files.flatMap((name) => pagesOf(`${folder}${name}`));
  return [...recorded, ...fromFiles].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Doc comments that begin with a code. */
function pagesOf(source: string): readonly RulePage[] {
  const content = readFileSync(new URL(source, root), "utf8");
  return [...content.matchAll(/\/\*\*\n \* (R\d{3}): (.+?)\n((?: \*.*\n)*?) \*\//g)].map(
    ([, code = "", title = "", body = ""]) => ({ code, title: title.replace(/\.$/, ""), body: markdown(body), source }),
  );
}

/** Comment lines as paragraphs, each on one line. */
const markdown = (body: string): string =>
  body
    .split("\n")
    .map((line) => line.replace(/^ \* ?/, ""))
    .join("\n")
    .trim()
    .replace(/([^\n])\n(?!\n|[-*] )/g, "$1 ");
