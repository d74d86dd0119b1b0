// `forEach` as it runs: inside loops, with branches and steps side by side in it, and when a pass fails.
import { expect, test } from "vitest";
import { equals, evidenceOf, isPresent, orElse, text } from "../../../playbooks/language/index.ts";
import { aFinding, compiled } from "../../support/a-playbook.ts";
import { fails, runMachine } from "../../support/run-machine.ts";
import { gather, look, note, watch } from "../../support/some-actions.ts";

const members = compiled((finding, { attempt, record, forEach, when }) => {
  const outer = attempt("outer", look, { ip: finding.ip });
  forEach("each-group", finding.groups, (group) => {
    const seen = attempt("seen", look, { ip: group.name });
    const watched = attempt("watched", watch, { ip: text`${finding.ip}/${group.name}` });
    forEach("each-member", group.members, (member) => {
      when("in-red", equals(group.name, "red"), {
        then: () => void record("red", note, { value: [group.name, member] as never }),
        otherwise: () => void record("other", note, { value: member }),
      });
    });
    record("group-evidence", gather, { sections: [outer, seen, watched] });
  });
  record("evidence", gather, { sections: [outer] });
}).machine;

test("a loop passes over every item, and an inner loop over every item of each", async () => {
  const ran = await runMachine(members);
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.steps.toSorted()).toEqual(
    [
      "outer",
      "seen 0",
      "seen 1",
      "watched 0",
      "watched 1",
      "red 0.0",
      "red 0.1",
      "other 1.0",
      "group-evidence 0",
      "group-evidence 1",
      "evidence",
    ].toSorted(),
  );
  const inputs = ran.calls
    .filter(({ step }) => ["red", "other", "watched"].includes(step))
    .map(({ payload }) => payload.input);
  expect(inputs).toEqual(
    expect.arrayContaining([
      { value: ["red", "ada"] },
      { value: ["red", "bob"] },
      { value: "cyd" },
      { ip: "203.0.113.7/red" },
      { ip: "203.0.113.7/blue" },
    ]),
  );
});

test("a loop over nothing passes by", async () => {
  const ran = await runMachine(members, { finding: { ...aFinding, groups: [] } });
  expect(ran).toMatchObject({ status: "SUCCEEDED", steps: ["outer", "evidence"] });
});

test("a failed attempt in a pass is evidence of that pass, and fails nothing", async () => {
  const ran = await runMachine(members, { answers: { seen: fails("Unauthorized") } });
  expect(ran.status).toBe("SUCCEEDED");
  const [sections] = ran.calls
    .filter(({ step }) => step === "group-evidence")
    .map(({ payload }) => (payload.input as { sections: unknown }).sections);
  expect(sections).toMatchObject([
    { status: "succeeded" },
    { step: "seen", status: "failed" },
    { status: "succeeded" },
  ]);
});

test("a failed record in an inner pass stops no other pass, and the end names the loop", async () => {
  const once = (payload: { readonly call: Readonly<Record<string, unknown>> }) => {
    if (payload.call.item === "0.0") throw Object.assign(new Error("no"), { name: "Bug" });
    return {};
  };
  const ran = await runMachine(members, { answers: { red: once } });
  expect(ran.steps.filter((step) => /^(red|other)/.test(step)).toSorted()).toEqual(["other 1.0", "red 0.0", "red 0.1"]);
  expect(ran).toMatchObject({ status: "FAILED", error: "StepFailed", cause: "did not succeed: each-group" });
});

test("a loop over what a failed read did not answer is skipped, and the end names both", async () => {
  const { machine } = compiled((finding, { read, record, forEach }) => {
    const seen = read("seen", look, { ip: finding.ip });
    forEach("each-tag", seen.tags, (tag) => void record("tag", note, { value: tag }));
    record("evidence", gather, { sections: [evidenceOf(seen)] });
  });
  const ran = await runMachine(machine, { answers: { seen: fails("NotFound") } });
  expect(ran.steps.toSorted()).toEqual(["evidence", "seen"]);
  expect(ran).toMatchObject({ error: "StepFailed", cause: "did not succeed: seen, each-tag" });
});

test("a read in a pass that fails skips what needs it in that pass", async () => {
  const { machine } = compiled((finding, { read, record, forEach, when }) => {
    forEach("each-tag", finding.tags, (tag) => {
      const seen = read("seen", look, { ip: tag });
      when("there", isPresent(seen.country), {
        then: () => void record("from", note, { value: orElse(seen.country, "") }),
      });
      record("pass-evidence", gather, { sections: [evidenceOf(seen)] });
    });
  });
  const first = (payload: { readonly call: Readonly<Record<string, unknown>> }) => {
    if (payload.call.item === "0") throw Object.assign(new Error("no"), { name: "NotFound" });
    return { score: 1, country: "PT", tags: [] };
  };
  const ran = await runMachine(machine, { finding: { ...aFinding, tags: ["a", "b"] }, answers: { seen: first } });
  expect(ran.steps.toSorted()).toEqual(["from 1", "pass-evidence 0", "pass-evidence 1", "seen 0", "seen 1"]);
  expect(ran).toMatchObject({ error: "StepFailed", cause: "did not succeed: each-tag" });
});

test("a loop that is the first thing in a loop hands both items on", async () => {
  const { machine } = compiled((finding, { record, forEach }) => {
    forEach("each-group", finding.groups, (group) => {
      forEach("each-member", group.members, (member) => {
        record("first", note, { value: text`${group.name} ${member}` });
        record("second", note, { value: text`${member} ${group.name}` });
      });
    });
  });
  const ran = await runMachine(machine);
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.calls.map(({ payload }) => (payload.input as { value: string }).value).toSorted()).toEqual(
    ["red ada", "red bob", "blue cyd", "ada red", "bob red", "cyd blue"].toSorted(),
  );
});

test("steps side by side as the first thing in a loop find its item", async () => {
  const { machine } = compiled((finding, { attempt, record, forEach }) => {
    forEach("each-tag", finding.tags, (tag) => {
      const seen = attempt("seen", look, { ip: tag });
      const watched = attempt("watched", watch, { ip: tag });
      record("note", note, { value: [tag, seen, watched] as never });
    });
  });
  const ran = await runMachine(machine, { finding: { ...aFinding, tags: ["a", "b"] } });
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.calls.filter(({ step }) => step === "note").map(({ payload }) => payload.input)).toMatchObject([
    { value: ["a", { step: "seen" }, { step: "watched" }] },
    { value: ["b", { step: "seen" }, { step: "watched" }] },
  ]);
});
