// R201: what may be absent is decided before it is used.
import { expect, test } from "vitest";
import { minutes } from "../../../actions/kit/contract/index.ts";
import {
  above,
  allOf,
  anyOf,
  atLeast,
  contains,
  count,
  type Expression,
  equals,
  isPresent,
  not,
  nothing,
  orElse,
  pick,
  type Reference,
  text,
} from "../../../playbooks/language/index.ts";
import { type AFinding, said } from "../../support/a-playbook.ts";
import { look, note } from "../../support/some-actions.ts";

type Seen = { readonly score: Expression<number>; readonly tags: Expression<readonly string[]> };
// The types refuse these already; the rule says the same to those who write without them.
const value = (use: (finding: Reference<AFinding>, seen: Seen) => unknown) =>
  said((finding, { attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    record("note", note, { value: [seen, use(finding, seen.output as never)] as never });
  });

test("a value that is decided passes", () => {
  const steps = said((finding, { attempt, record, given, when }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    when("reported", atLeast(orElse(seen.output.score, 0), 75), { then: () => void record("a", note, { value: 1 }) });
    when("answered", isPresent(seen.output), { then: () => void record("b", note, { value: 1 }) });
    given("nickname", finding.nickname, { then: (name) => void record("c", note, { value: text`hello ${name}` }) });
    record("d", note, { value: pick(finding.known, finding.nickname, null) as never });
  });
  expect(steps).toEqual([]);
});

const message = (name: string) =>
  `R201 "note" uses ${name}, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)`;

test.each<[string, (finding: Reference<AFinding>, seen: Seen) => unknown, string]>([
  ["above", (_, { score }) => above(score, 1), "seen.score"],
  ["equals", (f) => equals(f.nickname as never, "ada"), "finding.nickname"],
  ["contains", (_, { tags }) => contains(tags, "vpn"), "seen.tags"],
  ["count", (_, { tags }) => count(tags), "seen.tags"],
  ["not", (f) => not(f.trusted as never), "finding.trusted"],
  ["allOf", (f) => allOf(f.trusted as never), "finding.trusted"],
  ["anyOf", (f) => anyOf(f.known, f.trusted as never), "finding.trusted"],
  ["text", (f) => text`hello ${f.nickname as never}`, "finding.nickname"],
  ["the condition of pick", (f) => pick(f.trusted as never, 1, 2), "finding.trusted"],
  ["a comparison of what was picked", (f, { score }) => above(pick(f.known, score, 1), 3), "a computed value"],
  ["a comparison with null", () => equals(null as never, 1), "null"],
  ["a list in a computed value", (f) => orElse(f.seen, count(f.nickname as never)), "finding.nickname"],
])("refuses an undecided value in %s", (_, use, name) => {
  expect(value(use)).toEqual([message(name)]);
});

test("refuses an undecided value as a condition", () => {
  const then = () => {};
  const steps = said((finding, { choose, when, approval: _ }) => {
    when("trusted", finding.trusted as never, { then });
    choose("which", [{ id: "trusted", if: finding.trusted as never, then }], { otherwise: nothing });
  });
  expect(steps).toEqual([
    'R201 "trusted" uses finding.trusted, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)',
    'R201 "which" uses finding.trusted, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)',
  ]);
});

test("refuses an undecided list of a loop, and an undecided person to ask", () => {
  const steps = said((finding, { attempt, forEach, ask }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    forEach("each-tag", seen.output.tags as never, () => {});
    ask(
      "was-it-you",
      { whom: finding.nickname as never, question: "you?", timeout: minutes(5) },
      { yes: nothing, no: nothing, silent: nothing },
    );
  });
  expect(steps).toEqual([
    'R201 "each-tag" uses seen.tags, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)',
    'R201 "was-it-you" uses finding.nickname, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)',
  ]);
});
