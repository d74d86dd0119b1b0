// The committed golden files are what the library compiles to: a change of a playbook is a change that a reviewer sees.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { currentGoldenFiles, goldenFolder } from "./golden-files.ts";

const current = await currentGoldenFiles();

test("there is a golden file for everything a reviewer sees, and none for a playbook that is gone", () => {
  expect(readdirSync(goldenFolder).toSorted()).toEqual(Object.keys(current).toSorted());
});

test.each(Object.keys(current))("%s is current: `npm run golden` writes it", (name) => {
  expect(readFileSync(new URL(name, goldenFolder), "utf8")).toBe(current[name]);
});

type Validate = (definition: unknown) => {
  readonly isValid: boolean;
  readonly errorsText: (separator: string) => string;
};
/** The package brings no types. */
const validate = createRequire(import.meta.url)("asl-validator") as Validate;

const machines = Object.keys(current).filter((name) => name.endsWith(".asl.json"));

test.each(machines)("%s passes asl-validator", (name) => {
  const verdict = validate(JSON.parse(current[name] as string));
  expect(verdict.isValid ? "" : verdict.errorsText("\n")).toBe("");
});
