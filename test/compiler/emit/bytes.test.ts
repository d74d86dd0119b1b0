// The same playbook gives the same bytes: compiled again, after others, with its configuration written in another order.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../playbooks/compiler/compile.ts";
import { compileLibrary } from "../../../playbooks/compiler/library.ts";
import { playbooks } from "../../../playbooks/library/index.ts";
import configuration from "../../../riposte.config.ts";
import { aPlaybook } from "../../support/a-playbook.ts";
import { sketches, stepsOf } from "../../support/arbitrary-playbooks.ts";
import { everyWord } from "../../support/every-word.ts";

const bytes = (playbook: ReturnType<typeof aPlaybook>): string => {
  const result = compile(playbook, {});
  return JSON.stringify(result.ok ? result.machine : result.violations.map(({ message }) => message));
};

test("a playbook compiled twice, and after others, has the same bytes", () => {
  fc.assert(
    fc.property(fc.array(sketches, { minLength: 2, maxLength: 4 }), (several) => {
      const made = several.map((sketch) => bytes(aPlaybook(stepsOf(sketch))));
      const again = several
        .toReversed()
        .map((sketch) => bytes(aPlaybook(stepsOf(sketch))))
        .toReversed();
      expect(again).toEqual(made);
    }),
    { numRuns: 30 },
  );
});

test("every word compiles to the same bytes on any day", () => {
  const before = bytes(aPlaybook(everyWord));
  const { now } = Date;
  Date.now = () => now() + 400 * 86_400_000;
  try {
    expect(bytes(aPlaybook(everyWord))).toBe(before);
  } finally {
    Date.now = now;
  }
});

test("the library in another order, and settings written in another order, give the same bytes", () => {
  const turned = Object.fromEntries(
    Object.entries(configuration.playbooks)
      .toReversed()
      .map(([id, { settings = {}, ...rest }]) => [
        id,
        { ...rest, settings: Object.fromEntries(Object.entries(settings).toReversed()) },
      ]),
  );
  const digest = (text: string) => text;
  const one = compileLibrary(playbooks, configuration.playbooks, digest);
  const other = compileLibrary(playbooks.toReversed(), turned, digest);
  expect(JSON.stringify(other.playbooks.map(({ machine }) => machine))).toBe(
    JSON.stringify(one.playbooks.map(({ machine }) => machine)),
  );
  expect(other.playbooks.map(({ version }) => version)).toEqual(one.playbooks.map(({ version }) => version));
});

test("a machine holds nothing of the source's place", () => {
  const here = new URL("../../..", import.meta.url).pathname;
  expect(
    readFileSync(new URL("../../playbooks/golden/impossible-travel.asl.json", import.meta.url), "utf8"),
  ).not.toContain(here);
  const result = compile(aPlaybook(everyWord), {});
  expect(result.ok ? JSON.stringify(result.machine) : "").not.toContain(here);
});
