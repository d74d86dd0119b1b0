// What must wait for what, decided by effects: data, writes that meet in one system, containment, approval and pauses.
import { expect, test } from "vitest";
import { predecessors } from "../../playbooks/compiler/schedule/graph.ts";
import { minutes, nothing, orElse } from "../../playbooks/language/index.ts";
import { type AuthorSteps, compiled } from "../support/a-playbook.ts";
import { aRead, aRecord } from "../support/an-action.ts";
import { blockIp, gather, look, note, watch } from "../support/some-actions.ts";

const find = aRead({ id: "ips.find-ip" });
const remember = aRecord({ id: "ips.add-ip" });

/** For each step, by its id, those that it waits for. */
function waits(steps: AuthorSteps): Readonly<Record<string, readonly string[]>> {
  const { block } = compiled(steps).recording;
  const ids = block.items.map(({ id }) => id);
  return Object.fromEntries(
    predecessors(block).map((before, at) => [ids[at], [...before].toSorted().map((item) => ids[item])]),
  );
}

test("a step waits for those whose answer it uses, and for those they wait for", () => {
  const order = waits((finding, { attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const watched = attempt("watched", watch, { ip: orElse(seen.output.country, "-") });
    record("note", note, { value: watched.failed as never });
  });
  expect(order).toEqual({ seen: [], watched: ["seen"], note: ["seen", "watched"] });
});

test.each<[string, AuthorSteps, Readonly<Record<string, readonly string[]>>]>([
  [
    "two reads of one system wait for neither",
    (finding, { attempt, record }) => {
      record("evidence", gather, {
        sections: [attempt("one", find, { ip: finding.ip }), attempt("two", find, { ip: finding.ip })],
      });
    },
    { one: [], two: [], evidence: ["one", "two"] },
  ],
  [
    "a write waits for a read of its system above it",
    (finding, { attempt, record }) => {
      const found = attempt("found", find, { ip: finding.ip });
      record("remember", remember, { ip: finding.ip });
      record("evidence", gather, { sections: [found] });
    },
    { found: [], remember: ["found"], evidence: ["found"] },
  ],
  [
    "a read waits for a write in its system above it",
    (finding, { attempt, record }) => {
      record("remember", remember, { ip: finding.ip });
      record("evidence", gather, { sections: [attempt("found", find, { ip: finding.ip })] });
    },
    { remember: [], found: ["remember"], evidence: ["remember", "found"] },
  ],
  [
    "two writes in one system keep their order, and in two systems need none",
    (finding, { record }) => {
      record("first", remember, { ip: finding.ip });
      record("note", note, { value: 1 });
      record("second", remember, { ip: finding.ip });
    },
    { first: [], note: [], second: ["first"] },
  ],
  [
    "a branch has the effects of what is in it",
    (finding, { record, when }) => {
      when("known", finding.known, { then: () => void record("first", remember, { ip: finding.ip }) });
      record("note", note, { value: 1 });
      record("second", remember, { ip: finding.ip });
    },
    { known: [], note: [], second: ["known"] },
  ],
  [
    "a pause holds everything",
    (_, { record, pause }) => {
      record("before", note, { value: 1 });
      pause("settle", minutes(1));
      record("after", gather, { sections: [] });
    },
    { before: [], settle: ["before"], after: ["before", "settle"] },
  ],
  [
    "an approval holds everything, in a branch too",
    (finding, { record, when, approval }) => {
      record("before", note, { value: 1 });
      when("known", finding.known, {
        then: () =>
          approval(
            "decide",
            { because: [], subject: null, approvers: "oncall", timeout: minutes(5) },
            {
              approved: ({ contain }) => void contain("block", blockIp, { ip: finding.ip }),
              denied: nothing,
              expired: nothing,
            },
          ),
      });
      record("after", gather, { sections: [] });
    },
    { before: [], known: ["before"], after: ["before", "known"] },
  ],
])("%s", (_, steps, expected) => {
  expect(waits(steps)).toEqual(expected);
});
