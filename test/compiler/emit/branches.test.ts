// `choose`, `when`, `given` and `pause` as they run.
import { expect, test } from "vitest";
import {
  above,
  atLeast,
  equals,
  evidenceOf,
  isPresent,
  minutes,
  nothing,
  orElse,
} from "../../../playbooks/language/index.ts";
import { aFinding, compiled } from "../../support/a-playbook.ts";
import { fails, runMachine } from "../../support/run-machine.ts";
import { gather, look, note, watch } from "../../support/some-actions.ts";

const judged = compiled((finding, { attempt, record, choose }) => {
  const seen = attempt("seen", look, { ip: finding.ip });
  const score = orElse(seen.output.score, 0);
  const write = (id: string) => () => void record(id, note, { value: id });
  const branches = [
    { id: "bad", if: atLeast(score, 75), then: write("bad-note") },
    { id: "odd", if: atLeast(score, 10), then: write("odd-note") },
    { id: "quiet", if: atLeast(score, 5), then: nothing },
  ];
  choose("judge", branches, { otherwise: write("rest-note") });
  record("after", note, { value: "after" });
}).machine;

test.each([
  [98, ["seen", "bad-note", "after"]],
  [50, ["seen", "odd-note", "after"]],
  [5, ["seen", "after"]],
  [0, ["seen", "rest-note", "after"]],
])("a choice at %s takes the first branch that holds, and goes on below", async (score, steps) => {
  const ran = await runMachine(judged, { answers: { seen: { score, country: null, tags: [] } } });
  expect(ran.steps).toEqual(steps);
  expect(ran.status).toBe("SUCCEEDED");
});

test("a choice takes the cautious side when an attempt did not answer", async () => {
  expect((await runMachine(judged, { answers: { seen: fails("Unauthorized") } })).steps).toEqual([
    "seen",
    "rest-note",
    "after",
  ]);
});

test("a choice that needs a read which failed takes no branch, and what stands below still runs", async () => {
  const { machine } = compiled((finding, { read, record, when }) => {
    const seen = read("seen", look, { ip: finding.ip });
    when("reported", above(seen.score, 75), {
      then: () => void record("yes", note, { value: 1 }),
      otherwise: () => void record("no", note, { value: 0 }),
    });
    record("evidence", gather, { sections: [evidenceOf(seen)] });
  });
  const taken = async (score: number) =>
    (await runMachine(machine, { answers: { seen: { score, country: null, tags: [] } } })).steps.toSorted();
  expect(await taken(80)).toEqual(["evidence", "seen", "yes"]);
  expect(await taken(10)).toEqual(["evidence", "no", "seen"]);
  const failed = await runMachine(machine, { answers: { seen: fails("NotFound") } });
  expect(failed.steps.toSorted()).toEqual(["evidence", "seen"]);
  expect(failed).toMatchObject({ status: "FAILED", error: "StepFailed", cause: "did not succeed: seen" });
});

test("a value that is there is handed into the branch, and one that is not takes the other", async () => {
  const { machine } = compiled((finding, { attempt, record, given }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    given("nickname", finding.nickname, { then: (name) => void record("named", note, { value: name }) });
    given("country", seen.output.country, {
      then: (country) => void record("from", note, { value: country }),
      otherwise: () => void record("nowhere", note, { value: null }),
    });
  });
  const present = await runMachine(machine, { finding: { ...aFinding, nickname: "m" } });
  expect(present.inputOf("named")).toEqual({ value: "m" });
  expect(present.inputOf("from")).toEqual({ value: "PT" });
  const absent = await runMachine(machine, { answers: { seen: fails("NotFound") } });
  expect(absent.steps).toEqual(["seen", "nowhere"]);
  expect(absent.status).toBe("SUCCEEDED");
});

test("branches that need nothing of each other run side by side, whichever they take", async () => {
  const { machine } = compiled((finding, { attempt, record, when }) => {
    when("known", finding.known, {
      then: () => {
        const seen = attempt("seen", look, { ip: finding.ip });
        record("evidence", gather, { sections: [seen] });
      },
    });
    when("scored", above(finding.score, 100), { then: () => void record("note", note, { value: 1 }) });
    const watched = attempt("watched", watch, { ip: finding.ip });
    when("portuguese", equals(orElse(watched.output.country, ""), "PT"), {
      then: () => void record("note-2", note, { value: 2 }),
    });
  });
  const ran = await runMachine(machine);
  expect(ran.steps.toSorted()).toEqual(["evidence", "note-2", "seen", "watched"]);
  expect(ran.states.some((state) => state.startsWith("side by side"))).toBe(true);
  const failed = await runMachine(machine, { answers: { evidence: fails("Bug"), "note-2": fails("Bug") } });
  expect(failed).toMatchObject({ error: "StepFailed", cause: "did not succeed: evidence, note-2" });
});

test("a branch inside a branch is taken inside it, and a failure there is named at the end", async () => {
  const { machine } = compiled((finding, { record, when }) => {
    when("known", finding.known, {
      then: () =>
        when("tagged", isPresent(finding.trusted), {
          then: nothing,
          otherwise: () => void record("deep", note, { value: 1 }),
        }),
    });
  });
  expect(await runMachine(machine)).toMatchObject({ status: "SUCCEEDED", steps: ["deep"] });
  expect(await runMachine(machine, { finding: { ...aFinding, known: false } })).toMatchObject({
    status: "SUCCEEDED",
    steps: [],
  });
  expect(await runMachine(machine, { answers: { deep: fails("Bug") } })).toMatchObject({
    cause: "did not succeed: deep",
  });
});

test("a pause holds everything below it", async () => {
  const { machine } = compiled((_, { record, pause }) => {
    record("before", note, { value: 1 });
    pause("settle", minutes(2));
    record("after", note, { value: 2 });
  });
  expect(machine.States.settle).toEqual({ Type: "Wait", Seconds: 120, Output: {}, Next: "after" });
  const ran = await runMachine(machine);
  expect(ran.states).toEqual(["before", "settle", "after", "all done", "the end"]);
});

test("a playbook without steps succeeds", async () => {
  const { machine } = compiled(() => {});
  expect(machine).toEqual({
    ...{ Comment: "A test", QueryLanguage: "JSONata", StartAt: "the end" },
    States: { "the end": { Type: "Succeed", Output: {} } },
  });
  expect((await runMachine(machine)).status).toBe("SUCCEEDED");
});
