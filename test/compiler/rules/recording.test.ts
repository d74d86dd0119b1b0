// R106 to R111, R113, R114: what is refused while a playbook is recorded.

import { expect, test } from "vitest";
import * as z from "zod";
import { count, definePlaybook, evidenceOf, hours, minutes, text } from "../../../playbooks/language/index.ts";
import { aFindingSchema, said, saidOf } from "../../support/a-playbook.ts";
import { gather, look, note } from "../../support/some-actions.ts";

const head = { id: "test", title: "A test", owner: "tests", techniques: [], manualMinutes: 1, settings: z.object({}) };

test.each([
  [Number.NaN, "NaN"],
  [Number.POSITIVE_INFINITY, "Infinity"],
  [() => 1, "a Function"],
  [new Date(0), "a Date"],
  [new Map(), "a Map"],
  [1n, "a BigInt"],
  [Symbol("s"), "a Symbol"],
  [undefined, "a undefined"],
])("refuses %s as a value (R106)", (value, seen) => {
  expect(said((_, { record }) => void record("note", note, { value: [value] as never }))).toEqual([
    `R106 ${seen} is not a value that JSON can hold: pass text, a finite number, yes or no, null, or a list or an object of these`,
  ]);
});

test("a read, whole, is evidence", () => {
  const steps = said((finding, { read, record }) => {
    record("evidence", gather, { sections: [evidenceOf(read("seen", look, { ip: finding.ip }))] });
  });
  expect(steps).toEqual([]);
});

test("refuses a field, the finding or a computed value as evidence (R107)", () => {
  const message = "R107 evidenceOf takes what a read or a record gave, whole: write evidenceOf(who)";
  expect(said((finding, { read }) => void evidenceOf(read("seen", look, { ip: finding.ip }).score))).toEqual([message]);
  expect(said((finding) => void evidenceOf(finding))).toEqual([message]);
  expect(said((finding) => void evidenceOf(count(finding.tags)))).toEqual([message]);
});

test("refuses steps that are recorded later (R108)", async () => {
  const late = said(async (finding, { attempt }) => {
    await Promise.resolve();
    attempt("seen", look, { ip: finding.ip });
  });
  expect(late).toEqual(["R108 the steps of a playbook are recorded at once: leave out async and await"]);
  await new Promise((resolve) => setImmediate(resolve));
});

test("refuses a word that is called after the steps have ended (R108)", () => {
  let kept: (() => void) | undefined;
  said((finding, { attempt }) => {
    kept = () => void attempt("seen", look, { ip: finding.ip });
  });
  expect(kept).toThrow("seen was called after the playbook's steps had ended: call every word directly in steps");
});

test("refuses what is no action (R109)", () => {
  expect(
    said((finding, { attempt }) => void attempt("seen", { id: "look" } as never, { ip: finding.ip } as never)),
  ).toEqual(['R109 attempt "seen" was given something that is no action: pass a contract, as in abuseipdb.checkIp']);
});

test("a list of the finding, of an answer and of an item can be passed over", () => {
  const steps = said((finding, { read, record, forEach }) => {
    const seen = read("seen", look, { ip: finding.ip });
    forEach("each-tag", seen.tags, (tag) => void record("tag", note, { value: tag }));
    forEach("each-group", finding.groups, (group) => {
      forEach("each-member", group.members, (member) => void record("member", note, { value: member }));
    });
  });
  expect(steps).toEqual([]);
});

test("refuses to pass over what is no list (R110)", () => {
  const over = (pick: (finding: never) => unknown) =>
    said((finding, { forEach }) => forEach("each", pick(finding as never) as never, () => {}));
  expect(over(({ ip }: { ip: unknown }) => ip)).toEqual([
    'R110 forEach "each" was given finding.ip, which is no list: pass a list, as in keys.items',
  ]);
  const whole =
    'R110 forEach "each" takes a field of the finding, of an item or of what a step answered, as it is: write nothing around it';
  expect(over(({ tags }: { tags: never }) => count(tags))).toEqual([whole]);
  expect(over(() => ["a", "b"])).toEqual([whole]);
});

test("refuses an outcome where what it answered is meant (R110)", () => {
  const steps = said((finding, { attempt, given }) => {
    given("answered", attempt("seen", look, { ip: finding.ip }), { then: () => {} });
  });
  expect(steps).toEqual([
    'R110 given "answered" was given seen, which is an outcome: pass what it answered, as in seen.output',
  ]);
});

test("repeats are recorded as paths of the finding, and nothing else is taken (R111)", () => {
  const playbook = (sameEntity: (finding: never) => readonly unknown[]) =>
    definePlaybook({
      ...head,
      finding: aFindingSchema,
      repeats: { sameEntity: sameEntity as never, within: hours(4), storm: { over: 50, in: minutes(10) } },
      steps: (_, __, { record }) => void record("note", note, { value: 1 }),
    });
  expect(saidOf(playbook(({ user }: { user: { name: unknown } }) => [user.name]))).toEqual([]);
  expect(saidOf(playbook(({ ip }: { ip: string }) => [text`${ip}`]))).toEqual([
    "R111 sameEntity takes fields of the finding, as in f => [f.user.name]",
  ]);
});

test("refuses a setting that is missing or wrong (R113)", () => {
  const playbook = definePlaybook({
    ...head,
    settings: z.object({ approvers: z.string(), score: z.int().default(75) }),
    finding: aFindingSchema,
    steps: (_, { score }, { record }) => void record("note", note, { value: score }),
  });
  expect(saidOf(playbook, { approvers: "oncall" })).toEqual([]);
  expect(saidOf(playbook, { score: "high" })).toEqual([
    'R113 the setting "approvers" of "test" is refused: Invalid input: expected string, received undefined; set it in riposte.config.ts',
    'R113 the setting "score" of "test" is refused: Invalid input: expected number, received string; set it in riposte.config.ts',
  ]);
});

test("refuses a finding without a kind (R114)", () => {
  const playbook = definePlaybook({
    ...head,
    finding: z.object({ id: z.string().max(9) }),
    steps: (finding, _, { record }) => void record("note", note, { value: finding.id }),
  });
  expect(saidOf(playbook)).toEqual([
    'R114 the finding of "test" has no literal field kind: give its schema kind: z.literal("…")',
  ]);
});
