// Any playbook, with anything failing: it ends as it promises, and never by a fault of the compiler's.
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../playbooks/compiler/compile.ts";
import { type Recording, standings } from "../../../playbooks/compiler/record/items.ts";
import { aPlaybook } from "../../support/a-playbook.ts";
import { type Sketch, sketches, stepsOf } from "../../support/arbitrary-playbooks.ts";
import { fails, type Ran, runMachine } from "../../support/run-machine.ts";

const output = { score: 1, country: "PT", tags: ["a", "b"], id: "n-1" };

/** The playbook of a sketch; sketches with a branch that can never be taken are left out. */
function compiledSketch(sketch: readonly Sketch[]) {
  const result = compile(aPlaybook(stepsOf(sketch)), {});
  if (!result.ok) fc.pre(result.violations.some(({ code }) => code !== "R403"));
  expect(result.ok ? [] : result.violations.map(({ message }) => message)).toEqual([]);
  return result as Extract<typeof result, { ok: true }>;
}

const outermost = (recording: Recording) =>
  [...standings(recording.block)].filter(({ within }) => !within.some(({ item }) => item.kind === "forEach"));

const idOf = (step: string) => step.split(" ")[0] as string;

/** Required steps that were called and failed, the loop's name instead of those in it. */
function failedIn(ran: Ran, recording: Recording, failing: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { item, within } of standings(recording.block)) {
    if (item.kind !== "task" || item.word === "attempt" || !failing.has(item.id)) continue;
    if (!ran.steps.some((step) => idOf(step) === item.id)) continue;
    found.add(within.find((outer) => outer.item.kind === "forEach")?.item.id ?? item.id);
  }
  return found;
}

const named = (ran: Ran): ReadonlySet<string> =>
  new Set((ran.cause ?? "").replace("did not succeed: ", "").split(", "));

test("where nothing fails, every playbook succeeds and takes every step that stands outside branches once", async () => {
  await fc.assert(
    fc.asyncProperty(sketches, async (sketch) => {
      const { machine, recording } = compiledSketch(sketch);
      const answers = Object.fromEntries(outermost(recording).map(({ item }) => [item.id, output]));
      const ran = await runMachine(machine, { answers: { ...answers, ...all(recording, output) } });
      expect(ran).toMatchObject({ status: "SUCCEEDED", error: null });
      for (const { item, within } of standings(recording.block)) {
        if (within.length > 0 || item.kind !== "task") continue;
        expect(ran.steps.filter((step) => step === item.id)).toEqual([item.id]);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

test("whatever fails, a playbook ends with the names of what failed, and only ever by its own word", async () => {
  const anything = fc.tuple(
    sketches,
    fc.array(fc.nat(40), { maxLength: 6 }),
    fc.constantFrom("approved", "denied", "expired"),
  );
  await fc.assert(
    fc.asyncProperty(anything, async ([sketch, numbers, reply]) => {
      const { machine, recording } = compiledSketch(sketch);
      const steps = [...standings(recording.block)].map(({ item }) => item);
      const failing = new Set(numbers.flatMap((at) => steps[at]?.id ?? []));
      const answers = {
        ...all(recording, output),
        ...Object.fromEntries([...failing].map((id) => [id, fails("NotFound")])),
      };
      const replies = Object.fromEntries(
        steps.map(({ id, kind }) => [id, kind === "approval" && failing.has(id) ? "impossible" : reply]),
      );
      const ran = await runMachine(machine, { answers, replies });
      expect([null, "StepFailed", "ReadFailed", "ApprovalFailed"]).toContain(ran.error);
      expect(ran.status).toBe(ran.error === null ? "SUCCEEDED" : "FAILED");
      const failed = failedIn(ran, recording, failing);
      if (ran.error === null) expect(failed).toEqual(new Set());
      if (ran.error === "StepFailed") expect(named(ran)).toEqual(new Set([...named(ran), ...failed]));
      if (ran.error !== "StepFailed") return;
      for (const { item, within } of outermost(recording)) {
        if (within.length > 0 || item.kind !== "task" || item.word === "attempt") continue;
        const done = ran.steps.includes(item.id) && !failing.has(item.id);
        expect(named(ran).has(item.id)).toBe(!done);
      }
    }),
    { numRuns: 24 },
  );
}, 120_000);

const all = (recording: Recording, answer: unknown) =>
  Object.fromEntries([...standings(recording.block)].map(({ item }) => [item.id, answer]));
