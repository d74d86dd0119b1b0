// Conditions and values in words: what a reviewer reads is what is decided.
import { expect, test } from "vitest";
import { listed, quoted, span, worded } from "../../../playbooks/compiler/explain/words.ts";
import {
  above,
  allOf,
  anyOf,
  atLeast,
  atMost,
  below,
  contains,
  count,
  equals,
  isPresent,
  not,
  orElse,
  pick,
  text,
} from "../../../playbooks/language/index.ts";
import { nodeOf } from "../../../playbooks/language/reference.ts";
import { compiled } from "../../support/a-playbook.ts";
import { hostileTexts } from "../../support/hostile.ts";
import { look, note, watch } from "../../support/some-actions.ts";

/** The words for what an author writes with two attempts and the finding. */
function wordsOf(make: (given: { seen: never; watched: never; finding: never }) => unknown): string {
  let words = "";
  compiled((finding, { attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const watched = attempt("watched", watch, { ip: finding.ip });
    const node = nodeOf(make({ seen, watched, finding } as never));
    words = node === undefined ? "" : worded(node);
    record("note", note, { value: [seen, watched] as never });
  });
  return words;
}

// biome-ignore lint/suspicious/noExplicitAny: each case picks what it needs of three references of different types
const cases: readonly (readonly [string, (given: any) => unknown])[] = [
  ["finding.user.name", ({ finding }) => finding.user.name],
  ["seen.score (0 when absent) is at least 75", ({ seen }) => atLeast(orElse(seen.output.score, 0), 75)],
  ["finding.score is above 1", ({ finding }) => above(finding.score, 1)],
  ["finding.score is below 1", ({ finding }) => below(finding.score, 1)],
  ["finding.score is at most 1", ({ finding }) => atMost(finding.score, 1)],
  ['finding.ip is "a"', ({ finding }) => equals(finding.ip, "a")],
  ['finding.tags contains "vpn"', ({ finding }) => contains(finding.tags, "vpn")],
  ["the number of finding.tags is above 2", ({ finding }) => above(count(finding.tags), 2)],
  ["finding.nickname is there", ({ finding }) => isPresent(finding.nickname)],
  ["finding.nickname is absent", ({ finding }) => not(isPresent(finding.nickname))],
  ["seen did not answer", ({ seen }) => seen.failed],
  ["seen answered", ({ seen }) => not(seen.failed)],
  ["seen did not answer or watched did not answer", ({ seen, watched }) => anyOf(seen.failed, watched.failed)],
  ["seen answered and watched answered", ({ seen, watched }) => not(anyOf(seen.failed, watched.failed))],
  ["not (finding.known and seen answered)", ({ finding, seen }) => not(allOf(finding.known, not(seen.failed)))],
  ["finding.known", ({ finding }) => not(not(finding.known))],
  ["not finding.known", ({ finding }) => not(finding.known)],
  ["finding.score is below 75", ({ finding }) => not(atLeast(finding.score, 75))],
  ['finding.ip is not "a"', ({ finding }) => not(equals(finding.ip, "a"))],
  [
    "finding.known and (seen did not answer or watched did not answer)",
    ({ finding, seen, watched }) => allOf(finding.known, anyOf(seen.failed, watched.failed)),
  ],
  [
    "finding.known or (seen answered and watched answered)",
    ({ finding, seen, watched }) => anyOf(finding.known, not(anyOf(seen.failed, watched.failed))),
  ],
  ['"high" if finding.known, else "low"', ({ finding }) => pick(finding.known, "high", "low")],
  ['"from {finding.ip}!"', ({ finding }) => text`from ${finding.ip}!`],
  ["the outcome of seen", ({ seen }) => seen],
];

test.each(cases)("%s", (words, make) => {
  expect(wordsOf(make)).toBe(words);
});

test.each([
  [0.5, "0.5 seconds"],
  [1, "1 second"],
  [90, "90 seconds"],
  [60, "1 minute"],
  [5_400, "90 minutes"],
  [7_200, "2 hours"],
  [604_800, "7 days"],
])("%d seconds are %s", (seconds, words) => {
  expect(span(seconds)).toBe(words);
});

test("lists read as people say them", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]).toEqual([
    "",
    "a",
    "a and b",
    "a, b or c",
  ]);
});

test.each(hostileTexts)("a text that is written down stays whole and on one line: %j", (hostile) => {
  const words = quoted(hostile);
  expect(words).not.toMatch(/[\n\r\u0000\u2028\u202e]/);
  expect(JSON.parse(words)).toBe(hostile);
});
