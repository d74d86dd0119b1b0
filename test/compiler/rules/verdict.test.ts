// R401, R402, R403: a clean verdict is earned, a read is used, a branch can be taken.
import { expect, test } from "vitest";
import {
  above,
  allOf,
  anyOf,
  type Condition,
  type Expression,
  equals,
  evidenceOf,
  isPresent,
  not,
  nothing,
  orElse,
  pick,
  type Reference,
} from "../../../playbooks/language/index.ts";
import { type AFinding, said } from "../../support/a-playbook.ts";
import { gather, look, note, verdict, watch } from "../../support/some-actions.ts";

interface Seen {
  readonly failed: Condition;
  readonly explained: Condition;
  readonly reported: Condition;
}

/** A playbook that says clean where `condition` holds, on two sources. */
const clean = (
  condition: (one: Seen, two: Seen, finding: Reference<AFinding>) => Expression<boolean>,
  says: unknown = "clean",
) =>
  said((finding, { attempt, record, choose }) => {
    const one = attempt("one", look, { ip: finding.ip });
    const two = attempt("two", watch, { ip: finding.ip });
    const seen = (source: typeof one): Seen => ({
      failed: source.failed,
      explained: orElse(equals(orElse(source.output.country, ""), "PT"), false) as Condition,
      reported: above(orElse(source.output.score, 0), 75),
    });
    const then = () => void record("say", verdict, { verdict: says as never, because: [one, two] });
    choose("judge", [{ id: "good", if: condition(seen(one), seen(two), finding), then }], { otherwise: nothing });
  });

test.each<[string, Parameters<typeof clean>[0]]>([
  ["every source answered and one explains it", (a, b) => allOf(not(a.failed), not(b.failed), a.explained)],
  ["nothing failed, in one breath", (a, b, f) => allOf(not(anyOf(a.failed, b.failed)), f.known)],
  [
    "an answer is there, so its step did not fail",
    (a, b, f) => allOf(not(b.failed), isPresent(f.nickname), not(a.failed)),
  ],
])("clean passes where %s", (_, condition) => {
  expect(clean(condition)).toEqual([]);
});

const silent = (steps: string) =>
  `R401 "say" says clean although ${steps} may not have answered: let the branch's condition include not(….failed) for each attempt, and something that each read answered`;
test.each<[string, Parameters<typeof clean>[0], string]>([
  ["a source may have been silent", (a, b) => allOf(not(a.failed), a.explained, not(b.reported)), '"two"'],
  ["both may have been", (a, b) => allOf(not(a.reported), not(b.reported)), '"one", "two"'],
  [
    "only one of them need have answered",
    (a, b) => allOf(anyOf(not(a.failed), not(b.failed)), a.explained),
    '"one", "two"',
  ],
])("refuses clean where %s", (_, condition, steps) => {
  expect(clean(condition)).toEqual([silent(steps)]);
});

test("refuses clean because nothing bad was seen", () => {
  expect(clean((a, b) => allOf(not(a.failed), not(b.failed), not(anyOf(a.reported, b.reported))))).toEqual([
    'R401 "say" says clean because nothing bad was seen: let the branch\'s condition include what explains the finding',
  ]);
});

test("refuses a verdict that may turn out clean, and passes one that cannot", () => {
  const never = (says: unknown) => clean((a) => a.reported, says);
  expect(never("unknown")).toEqual([]);
  expect(never("malicious")).toEqual([]);
  const steps = said((finding, { attempt, record }) => {
    const one = attempt("one", look, { ip: finding.ip });
    record("say", verdict, { verdict: pick(finding.known, "clean", "unknown"), because: [one] });
  });
  expect(steps).toEqual([silent('"one"')]);
});

test("refuses clean that names no source", () => {
  const steps = said((finding, { record, when }) => {
    when("known", finding.known, { then: () => void record("say", verdict, { verdict: "clean", because: [] }) });
  });
  expect(steps).toEqual(['R401 "say" says clean and names no source: list the evidence in because']);
});

test("a read whose answer the condition rests on has answered", () => {
  const steps = (rest: boolean) =>
    said((finding, { read, record, when }) => {
      const one = read("one", look, { ip: finding.ip });
      record("evidence", gather, { sections: [evidenceOf(one)] });
      when("good", rest ? above(one.score, -1) : finding.known, {
        then: () => void record("say", verdict, { verdict: "clean", because: [evidenceOf(one)] }),
      });
    });
  expect(steps(true)).toEqual([]);
  expect(steps(false)).toEqual([silent('"one"')]);
});

test("the branches around count, and so do those above", () => {
  const steps = said((finding, { attempt, record, when, choose }) => {
    const one = attempt("one", look, { ip: finding.ip });
    when("known", finding.known, {
      then: () =>
        choose("judge", [{ id: "silent", if: one.failed, then: () => void record("note", note, { value: 1 }) }], {
          otherwise: () => void record("say", verdict, { verdict: "clean", because: [one] }),
        }),
    });
  });
  expect(steps).toEqual([]);
});

test("refuses a read that nobody uses (R402)", () => {
  const steps = said((finding, { attempt, read }) => {
    attempt("one", look, { ip: finding.ip });
    read("two", watch, { ip: finding.ip });
  });
  expect(steps).toEqual([
    'R402 nobody uses what "one" reads: pass it on as evidence, use its answer, or remove it',
    'R402 nobody uses what "two" reads: pass it on as evidence, use its answer, or remove it',
  ]);
});

test("refuses a branch that can never be taken (R403)", () => {
  const steps = said((finding, { record, choose, when }) => {
    const write = (id: string) => () => void record(id, note, { value: 1 });
    const { known } = finding;
    choose(
      "which",
      [
        { id: "known", if: known, then: write("a") },
        { id: "known-too", if: allOf(known, above(finding.score, 1)), then: write("b") },
        { id: "not-known", if: not(known), then: write("c") },
      ],
      { otherwise: write("d") },
    );
    when("both", allOf(known, not(known)), { then: write("e") });
    when("outer", known, { then: () => when("inner", not(known), { then: write("f") }) });
  });
  expect(steps).toEqual([
    'R403 the branch "known-too" of "which" can never be taken: correct its condition or remove it',
    'R403 the branch "otherwise" of "which" can never be taken: correct its condition or remove it',
    'R403 the branch "then" of "both" can never be taken: correct its condition or remove it',
    'R403 the branch "then" of "inner" can never be taken: correct its condition or remove it',
  ]);
});
