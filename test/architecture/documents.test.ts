// What documents point at exists, and nothing in the tree points at the machine or the place where it was written.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow, root, textOf } from "./tree.ts";

const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md"].filter((path) =>
  existsSync(join(root, path)),
);
const pages = existsSync(join(root, "docs")) ? filesBelow("docs", (path) => path.endsWith(".md")) : [];

/** Texts in backticks that are paths of this repository: they begin with one of its folders or end like a file. */
const pathsIn = (text: string): string[] =>
  [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, words = ""]) => words).filter(isPath);

const withoutFences = (text: string): string => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");

const folders = "actions|playbooks|chatops|infra|cli|test|docs";
const isPath = (words: string): boolean =>
  new RegExp(`^(?:${folders})/[\\w./@-]*$`).test(words) || /^[A-Z]+\.md$|^[\w.-]+\.config\.ts$/.test(words);

test.each([...documents, ...pages].map((path) => [path]))("every path that %s mentions exists", (path) => {
  expect(pathsIn(textOf(path)).filter((mentioned) => !existsSync(join(root, mentioned)))).toEqual([]);
});

test("a path is told from other words in backticks", () => {
  const text =
    "`actions/kit/contract/` `actions/<system>/` `README.md` `npm start` `a/b` `riposte.config.ts`\n```\n`docs/no.md`\n```\n`docs/x.md`";
  expect(pathsIn(text)).toEqual(["actions/kit/contract/", "README.md", "riposte.config.ts", "docs/x.md"]);
});

/** Written so that this file does not mention them itself. */
const forbidden: readonly [what: string, pattern: RegExp][] = [
  ["the folder it was written in", new RegExp(`(?<![\\w.-])/${"work"}/(?!flow)`)],
  ["a neighbouring folder", new RegExp(`\\.\\./${"shared"}\\b`)],
  ["a home directory", new RegExp(`(?<![\\w/.-])/(?:${"home"}|${"Users"}|${"root"})/[a-z]`)],
  ["a temporary folder of a person", new RegExp(`/tmp/${"joints"}`)],
];

const read = /\.(ts|mts|js|mjs|json|md|ya?ml|txt|css|html|svg)$|^\.ci\/|^\.gitignore$|^LICENSE$/;
const texts = filesBelow("", (path) => read.test(path) && path !== "package-lock.json");

test.each(forbidden)("nothing in the tree mentions %s", (_, pattern) => {
  expect(texts.filter((path) => pattern.test(textOf(path)))).toEqual([]);
});

test("no file is longer than a person reads", () => {
  const long = texts
    .filter((path) => path.endsWith(".ts") && !/(^|\/)(generated|golden)\//.test(path))
    .map((path) => [path, textOf(path).split("\n").length - 1] as const)
    .filter(([, lines]) => lines > 400);
  expect(long).toEqual([]);
});
