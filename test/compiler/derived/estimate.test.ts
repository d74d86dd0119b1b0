// Best, typical and worst: figures that can be added up by hand.

import { expect, test } from "vitest";
import * as z from "zod";
import { prices } from "../../../playbooks/compiler/estimate/bill.ts";
import { estimate } from "../../../playbooks/compiler/estimate.ts";
import { minutes, nothing } from "../../../playbooks/language/index.ts";
import { type AuthorSteps, compiled } from "../../support/a-playbook.ts";
import { aRecord } from "../../support/an-action.ts";
import { disable, gather, keys, look, note, watch, who } from "../../support/some-actions.ts";

const estimated = (steps: AuthorSteps) => {
  const { recording, machine } = compiled(steps);
  return estimate(recording, machine);
};

/** Seconds of one call of an action with a time limit of 10 that never answers: twice, and the longest wait between. */
const neverAnswers = 10 + 5 + 10;

test("what runs side by side takes as long as the slowest, and evidence is awaited", () => {
  const { seconds } = estimated((finding, { attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip }); // 0.4 s
    const watched = attempt("watched", watch, { ip: finding.ip }); // 1 s
    record("evidence", gather, { sections: [seen, watched] }); // 0.4 s
  });
  expect(seconds.evidence).toEqual({ best: 1.4, typical: 1.4, worst: 2 * neverAnswers });
  expect(seconds.all).toEqual(seconds.evidence);
});

test("after the evidence the clock of the evidence stands still", () => {
  const { seconds } = estimated((finding, { attempt, record, pause }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    record("evidence", gather, { sections: [seen] });
    pause("settle", minutes(1));
  });
  expect([seconds.evidence.typical, seconds.all.typical]).toEqual([0.8, 60.8]);
});

test("best takes the quickest branch, typical the slowest", () => {
  const { seconds, transitions } = estimated((finding, { attempt, when, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    when("silent", seen.failed, { then: () => void record("note", note, { value: 1 }) });
  });
  expect(seconds.all).toEqual({ best: 0.4, typical: 0.8, worst: 2 * neverAnswers });
  expect(transitions.typical - transitions.best).toBe(1);
});

test("a loop makes no pass, one, or as many as its contract allows: one at a time where it contains", () => {
  const { seconds } = estimated((finding, { read, approval, forEach }) => {
    const person = read("person", who, { name: finding.user.name });
    const held = read("held", keys, { target: person.target });
    const request = { because: [], subject: person.person, approvers: "oncall", timeout: minutes(30) };
    approval("approve", request, {
      approved: ({ contain }) => forEach("each", held.items, (key) => void contain("disable-key", disable, { key })),
      denied: nothing,
      expired: nothing,
    });
  });
  expect(seconds.all).toEqual({ best: 0.8, typical: 1.2, worst: (2 + 5) * neverAnswers });
});

test("a loop that contains nothing goes ten at a time", () => {
  const many = aRecord({ id: "notes.add-tag", input: z.object({ value: z.string() }), output: z.object({}) });
  const { seconds, transitions } = estimated((finding, { forEach, record }) => {
    forEach("each", finding.tags, (tag) => void record("note", many, { value: tag }));
  });
  expect(seconds.all).toEqual({ best: 0, typical: 0.4, worst: neverAnswers });
  // Five tags at most, each entered twice where a call is tried again.
  expect(transitions.worst - transitions.best).toBe(5 * 2);
});

test("a person's time is no time", () => {
  const { seconds } = estimated((_, { ask }) => {
    ask("sure", { whom: "m", question: "?", timeout: minutes(60) }, { yes: nothing, no: nothing, silent: nothing });
  });
  expect(seconds.all).toEqual({ best: 0, typical: 0, worst: 0 });
});

test("dollars are transitions and functions", () => {
  const { transitions, dollarsPerThousand } = estimated((_, { record }) => void record("note", note, { value: 1 }));
  const lambda = prices.call + 0.4 * 0.25 * prices.gigabyteSecond;
  const expected = 1_000 * (transitions.typical * prices.transition + lambda);
  expect(dollarsPerThousand.typical).toBeCloseTo(expected, 4);
});

test("a playbook without steps costs what its end costs", () => {
  const { seconds, transitions } = estimated(() => {});
  expect(seconds.all.worst).toBe(0);
  expect(transitions.best).toBe(transitions.worst);
});
