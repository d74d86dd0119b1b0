// `choose`, `when`, `given` and `pause`, as they are written.
import { expect, test } from "vitest";
import { above, minutes, nothing } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import { failed, notDone, notDoneIfRun, ofFinding, succeeded, task, theEnd } from "../../support/asl-parts.ts";
import { look, note } from "../../support/some-actions.ts";

test("a choice of three branches, one of them empty", () => {
  const { machine } = compiled((finding, { record, choose }) => {
    const bad = () => void record("bad-note", note, { value: 1 });
    const branches = [
      { id: "bad", if: above(finding.score, 75), then: bad },
      { id: "quiet", if: finding.known, then: nothing },
    ];
    choose("judge", branches, { otherwise: () => void record("rest-note", note, { value: 2 }) });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "judge",
    States: {
      judge: {
        Type: "Choice",
        Choices: [
          { Condition: "{% ($states.context.Execution.Input.finding.score > 75) %}", Next: "bad-note" },
          { Condition: ofFinding("known"), Next: "all done" },
        ],
        Default: "rest-note",
      },
      "bad-note": {
        ...task("notes.add-note", "bad-note", { value: 1 }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_badNote: failed("bad-note", "notes.add-note") },
          },
        ],
        Assign: { step_badNote: succeeded("bad-note", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      "rest-note": {
        ...task("notes.add-note", "rest-note", { value: 2 }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_restNote: failed("rest-note", "notes.add-note") },
          },
        ],
        Assign: { step_restNote: succeeded("rest-note", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDoneIfRun("step_badNote", "bad-note"), notDoneIfRun("step_restNote", "rest-note")),
    },
  });
});

test("a branch on what a read answered", () => {
  const { machine } = compiled((finding, { read, when, record }) => {
    const seen = read("seen", look, { ip: finding.ip });
    when("reported", above(seen.score, 75), { then: () => void record("note", note, { value: 1 }) });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "seen",
    States: {
      seen: {
        ...task("look.check-ip", "seen", { ip: ofFinding("ip") }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "reported", Assign: { step_seen: failed("seen", "look.check-ip") } },
        ],
        Assign: { step_seen: succeeded("seen", "look.check-ip") },
        Output: {},
        Next: "reported",
      },
      reported: {
        Type: "Choice",
        Choices: [
          { Condition: '{% $step_seen.status != "succeeded" %}', Next: "all done" },
          { Condition: "{% ($step_seen.output.score > 75) %}", Next: "note" },
        ],
        Default: "all done",
      },
      note: {
        ...task("notes.add-note", "note", { value: 1 }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_note: failed("note", "notes.add-note") } },
        ],
        Assign: { step_note: succeeded("note", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_seen", "seen"), notDoneIfRun("step_note", "note")),
    },
  });
});

test("a value that may be absent", () => {
  const { machine } = compiled((finding, { given, record }) => {
    given("named", finding.nickname, {
      then: (name) => void record("note", note, { value: name }),
      otherwise: () => void record("other", note, { value: null }),
    });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "named",
    States: {
      named: {
        Type: "Choice",
        Choices: [
          {
            Condition:
              "{% ($exists($states.context.Execution.Input.finding.nickname) and $states.context.Execution.Input.finding.nickname != null) %}",
            Next: "note",
          },
        ],
        Default: "other",
      },
      note: {
        ...task("notes.add-note", "note", { value: ofFinding("nickname") }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_note: failed("note", "notes.add-note") } },
        ],
        Assign: { step_note: succeeded("note", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      other: {
        ...task("notes.add-note", "other", { value: null }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_other: failed("other", "notes.add-note") } },
        ],
        Assign: { step_other: succeeded("other", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDoneIfRun("step_note", "note"), notDoneIfRun("step_other", "other")),
    },
  });
});

test("a pause", () => {
  const { machine } = compiled((_, { record, pause }) => {
    pause("settle", minutes(2));
    record("note", note, { value: 1 });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "settle",
    States: {
      settle: { Type: "Wait", Seconds: 120, Output: {}, Next: "note" },
      note: {
        ...task("notes.add-note", "note", { value: 1 }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_note: failed("note", "notes.add-note") } },
        ],
        Assign: { step_note: succeeded("note", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_note", "note")),
    },
  });
});
