// `read`, `attempt` and `record` as they run: what they are called with, and what a failure takes along.
import { expect, test } from "vitest";
import { evidenceOf, text } from "../../../playbooks/language/index.ts";
import { aFinding, compiled } from "../../support/a-playbook.ts";
import { fails, runMachine } from "../../support/run-machine.ts";
import { gather, look, note, watch, who } from "../../support/some-actions.ts";

const reads = compiled((finding, { read, attempt, record }) => {
  const person = read("who", who, { name: finding.user.name });
  const seen = attempt("seen", look, { ip: finding.ip });
  const watched = attempt("watched", watch, { ip: text`${finding.ip}/${person.target as never}` });
  record("note", note, { value: person.person as never });
  record("evidence", gather, { sections: [evidenceOf(person), seen, watched] });
}).machine;

const target = { target: "t-1", person: "maria.lopez" };

test("a step is called with its input and with what travels with every call", async () => {
  const ran = await runMachine(reads, { answers: { who: target } });
  expect(ran).toMatchObject({ status: "SUCCEEDED", error: null });
  expect(ran.calls.find(({ step }) => step === "seen")).toEqual({
    step: "seen",
    function: "look.check-ip",
    payload: {
      input: { ip: aFinding.ip },
      call: {
        execution: "run-1",
        playbook: "test",
        version: "v1",
        step: "seen",
        item: null,
        case: "case-1",
        mode: "live",
      },
    },
  });
  expect(ran.inputOf("note")).toEqual({ value: "maria.lopez" });
});

test("an outcome as evidence says what was answered", async () => {
  const ran = await runMachine(reads, { answers: { who: target, seen: { score: 98, country: null, tags: [] } } });
  const output = { score: 98, country: null, tags: [] };
  const answered = { status: "succeeded", error: null, simulated: false };
  expect(ran.inputOf("evidence")).toEqual({
    sections: [
      { ...answered, step: "who", action: "people.resolve-claim", output: target },
      { ...answered, step: "seen", action: "look.check-ip", output },
      { ...answered, step: "watched", action: "watch.check-ip", output: { score: 1, country: "PT", tags: ["a"] } },
    ],
  });
});

test("a failed attempt is evidence, and fails nothing", async () => {
  const ran = await runMachine(reads, { answers: { who: target, seen: fails("Unauthorized", "wrong key") } });
  expect(ran.status).toBe("SUCCEEDED");
  expect((ran.inputOf("evidence") as { sections: unknown[] }).sections[1]).toEqual({
    ...{ step: "seen", action: "look.check-ip", status: "failed", output: null, simulated: false },
    error: { name: "Unauthorized", cause: expect.stringContaining("wrong key") },
  });
});

test("a failed read skips exactly what needs it, and the end names it", async () => {
  const ran = await runMachine(reads, { answers: { who: fails("NotFound") } });
  expect(ran).toMatchObject({ status: "FAILED", error: "StepFailed", cause: "did not succeed: who, note" });
  expect(ran.steps.toSorted()).toEqual(["evidence", "seen", "who"]);
  expect((ran.inputOf("evidence") as { sections: unknown[] }).sections).toMatchObject([
    { step: "who", status: "failed", output: null, error: { name: "NotFound" } },
    { step: "seen", status: "succeeded" },
    {
      step: "watched",
      status: "skipped",
      output: null,
      error: { name: "States.QueryEvaluationError", cause: expect.stringContaining("who did not succeed") },
    },
  ]);
});

test("a failed record stops nothing but what uses it", async () => {
  const { machine } = compiled((finding, { record, attempt }) => {
    const written = record("first", note, { value: 1 });
    record("second", note, { value: written.id });
    record("third", note, { value: 3 });
    record("evidence", gather, { sections: [attempt("seen", look, { ip: finding.ip }), evidenceOf(written)] });
  });
  const ran = await runMachine(machine, { answers: { first: fails("Unavailable") } });
  expect(ran).toMatchObject({ status: "FAILED", error: "StepFailed", cause: "did not succeed: first, second" });
  expect(new Set(ran.steps)).toEqual(new Set(["first", "third", "seen", "evidence"]));
});

test("what may pass is tried again, and what may not is not", async () => {
  const times = async (name: string) => {
    const ran = await runMachine(reads, { answers: { who: target, seen: fails(name) } });
    return ran.steps.filter((step) => step === "seen").length;
  };
  expect(await times("RateLimited")).toBe(3);
  expect(await times("Unavailable")).toBe(3);
  expect(await times("TimedOut")).toBe(2);
  expect(await times("Lambda.TooManyRequestsException")).toBe(7);
  expect(await times("Unauthorized")).toBe(1);
  expect(await times("TypeError")).toBe(1);
});

test("steps that need nothing of each other run side by side, and one slow failure loses nothing beside it", async () => {
  const order: string[] = [];
  const slow = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    order.push("slow");
    throw Object.assign(new Error("late"), { name: "Unauthorized" });
  };
  const ran = await runMachine(reads, { answers: { who: target, seen: slow, note: () => order.push("note") } });
  expect(order).toEqual(["note", "slow"]);
  expect(ran.status).toBe("SUCCEEDED");
});
