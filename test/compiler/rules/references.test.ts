// R104, R105: a reference is a path. Whatever would need its value says what to write instead.
import { expect, test } from "vitest";
import { count, type Expression, equals, text } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { look, note } from "../../support/some-actions.ts";

const withScore = (use: (score: Expression<number>, seen: Record<string, unknown>) => unknown) =>
  said((finding, { read, record }) => {
    const seen = read("seen", look, { ip: finding.ip });
    record("note", note, { value: seen.score });
    use(seen.score, seen as never);
  });

test("a reference that is passed on whole passes", () => {
  expect(withScore((score) => text`${score}`)).toEqual([]);
});

const asText =
  "R104 seen.score has no value yet, so it cannot be turned into text or a number: write text`…${it}…`, or compare it with equals, atLeast, …";
test.each([
  ["put into a template", (score: unknown) => `${score}`],
  ["added", (score: unknown) => (score as number) + 1],
  ["compared with <", (score: unknown) => (score as number) < 1],
  ["turned into JSON", (score: unknown) => JSON.stringify({ score })],
  ["asked for its text", (score: unknown) => String(score)],
])("refuses a reference that is %s", (_, use) => {
  expect(withScore(use)).toEqual([asText]);
});

test.each([
  [
    "iterated",
    (_: unknown, seen: { tags: Iterable<unknown> }) => [...seen.tags],
    "R104 seen.tags has no value yet, so it cannot be iterated or spread: use forEach(id, list, item => …)",
  ],
  [
    "spread into an object",
    (_: unknown, seen: object) => ({ ...seen }),
    "R104 seen has no value yet, so it cannot be listed or spread: name the fields that are needed",
  ],
  [
    "listed",
    (_: unknown, seen: object) => Object.keys(seen),
    "R104 seen has no value yet, so it cannot be listed or spread: name the fields that are needed",
  ],
  [
    "searched",
    (_: unknown, seen: object) => "score" in seen,
    "R104 seen has no value yet, so it cannot be searched with `in`: use contains(list, value) or isPresent(value)",
  ],
  [
    "changed",
    (_: unknown, seen: { score: unknown }) => {
      seen.score = 1;
    },
    "R104 seen has no value yet, so it cannot be changed: a step's output stays as it is",
  ],
  [
    "called",
    (_: unknown, seen: { score: () => unknown }) => seen.score(),
    "R104 seen.score has no value yet, so it cannot be called: use the words of the language, as in when(id, condition, { then })",
  ],
  [
    "asked for what every object has",
    (_: unknown, seen: object) => seen.hasOwnProperty,
    'R104 seen has no value yet, so it cannot be asked for "hasOwnProperty": a reference has the fields of its value only',
  ],
])("refuses a reference that is %s", (_, use, message) => {
  expect(withScore(use as never)).toEqual([message]);
});

test("refuses a field that an output does not have, and says which it has", () => {
  expect(withScore((_, seen) => seen.scroe)).toEqual([
    'R105 seen has no field "scroe": it is an object with score, country, tags',
  ]);
});

test("refuses a method of a text", () => {
  expect(said((finding) => void (finding.ip as never as string).toLowerCase())).toEqual([
    'R105 finding.ip has no field "toLowerCase": it is text',
  ]);
});

test("refuses a field of a list", () => {
  expect(withScore((_, seen) => (seen.tags as { length: number }).length)).toEqual([
    'R105 seen.tags has no field "length": it is a list',
  ]);
});

test("refuses a field of a computed value", () => {
  expect(said((finding) => void (count(finding.tags) as never as { value: number }).value)).toEqual([
    'R105 a computed value has no field "value": use it whole, or ask the step for the field before computing',
  ]);
});

test("refuses what an attempt answered where its outcome is meant", () => {
  expect(
    said(
      (finding, { attempt }) => void (attempt("seen", look, { ip: finding.ip }) as never as { score: number }).score,
    ),
  ).toEqual(['R105 seen has no field "score": ask for .failed, or for what it answered, as in seen.output.score']);
});

test("refuses a condition that is computed on", () => {
  expect(said((finding) => void ((equals(finding.score, 1) as never as number) + 1))).toEqual([
    "R104 a computed value has no value yet, so it cannot be turned into text or a number: write text`…${it}…`, or compare it with equals, atLeast, …",
  ]);
});
