// What is made from the source is current: the actions from their contracts, the guide from the lessons, the page of rules from the rules.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actionsPage } from "../../docs/generate/actions.ts";
import { guide } from "../../docs/generate/guide.ts";
import { recorded } from "../../docs/generate/recorded.ts";
import { allRules, rulesPage } from "../../docs/generate/rules.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), "utf8");

test.each([
  ["docs/actions.md", actionsPage],
  ["docs/guide.md", guide],
  ["docs/rules.md", async () => rulesPage()],
])("%s is current: `node docs/generate.ts` writes it", async (path, make) => {
  expect(text(path)).toBe(await make());
});

/** Every code that the compiler or the language can say. */
const said = ["playbooks/compiler", "playbooks/language"]
  .flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => path.endsWith(".ts"))
  .flatMap((path) => [...text(path).matchAll(/"(R\d{3})"/g)].map(([, code]) => code as string));

test("every code that is said has its page, once, and no page is about a code that nobody says", () => {
  expect(allRules().map(({ code }) => code)).toEqual([...new Set(said)].toSorted());
});

test("every page says what to write instead", () => {
  expect(allRules().filter(({ body }) => !body.includes("Write instead:"))).toEqual([]);
});

test.each(recorded.map(({ code, source }) => [code, source]))("%s is said in %s", (code, source) => {
  expect(text(source)).toContain(`"${code}"`);
});
