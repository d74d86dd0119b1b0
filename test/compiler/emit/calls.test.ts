// `read`, `attempt` and `record`, one after the other and side by side, as they are written.
import { expect, test } from "vitest";
import { evidenceOf } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import { failed, notDone, ofFinding, succeeded, task, theEnd } from "../../support/asl-parts.ts";
import { gather, look, note, watch } from "../../support/some-actions.ts";

test("a read whose answer is used", () => {
  const { machine } = compiled((finding, { read, record }) => {
    const seen = read("seen", look, { ip: finding.ip });
    record("note", note, { value: seen.country });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "seen",
    States: {
      seen: {
        ...task("look.check-ip", "seen", { ip: ofFinding("ip") }),
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "note", Assign: { step_seen: failed("seen", "look.check-ip") } }],
        Assign: { step_seen: succeeded("seen", "look.check-ip") },
        Output: {},
        Next: "note",
      },
      note: {
        ...task("notes.add-note", "note", {
          value:
            '{% ($step_seen.status = "succeeded" ? ($exists($step_seen.output.country) and $step_seen.output.country != null ? $step_seen.output.country : null) : $error("seen did not succeed")) %}',
        }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_note: failed("note", "notes.add-note") } },
        ],
        Assign: { step_note: succeeded("note", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_seen", "seen"), notDone("step_note", "note")),
    },
  });
});

test("an attempt that is evidence", () => {
  const { machine } = compiled((finding, { attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    record("evidence", gather, { sections: [seen] });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "seen",
    States: {
      seen: {
        ...task("look.check-ip", "seen", { ip: ofFinding("ip") }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "evidence", Assign: { step_seen: failed("seen", "look.check-ip") } },
        ],
        Assign: { step_seen: succeeded("seen", "look.check-ip") },
        Output: {},
        Next: "evidence",
      },
      evidence: {
        ...task("cases.add-evidence", "evidence", { sections: ["{% $step_seen %}"] }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_evidence: failed("evidence", "cases.add-evidence") },
          },
        ],
        Assign: { step_evidence: succeeded("evidence", "cases.add-evidence", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_evidence", "evidence")),
    },
  });
});

test("a record of what is written down", () => {
  const { machine } = compiled((finding, { record }) => {
    record("note", note, { value: { from: finding.ip, text: "{% 1 %}" } });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "note",
    States: {
      note: {
        ...task("notes.add-note", "note", { value: { from: ofFinding("ip"), text: '{% "{% 1 %\\u007d" %}' } }),
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

test("two reads side by side", () => {
  const { machine } = compiled((finding, { read, attempt, record }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const watched = read("watched", watch, { ip: finding.ip });
    record("evidence", gather, { sections: [seen, evidenceOf(watched)] });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "side by side 1",
    States: {
      "side by side 1": {
        Type: "Parallel",
        Branches: [
          {
            StartAt: "seen",
            States: {
              seen: {
                ...task("look.check-ip", "seen", { ip: ofFinding("ip") }),
                Catch: [
                  {
                    ErrorEquals: ["States.ALL"],
                    Next: "seen landed",
                    Assign: { b1_seen: failed("seen", "look.check-ip") },
                  },
                ],
                Output: { seen: succeeded("seen", "look.check-ip") },
                End: true,
              },
              "seen landed": { Type: "Succeed", Output: { seen: "{% $b1_seen %}" } },
            },
          },
          {
            StartAt: "watched",
            States: {
              watched: {
                ...task("watch.check-ip", "watched", { ip: ofFinding("ip") }),
                Catch: [
                  {
                    ErrorEquals: ["States.ALL"],
                    Next: "watched landed",
                    Assign: { b2_watched: failed("watched", "watch.check-ip") },
                  },
                ],
                Output: { watched: succeeded("watched", "watch.check-ip") },
                End: true,
              },
              "watched landed": { Type: "Succeed", Output: { watched: "{% $b2_watched %}" } },
            },
          },
        ],
        Assign: { step_seen: "{% $states.result[0].seen %}", step_watched: "{% $states.result[1].watched %}" },
        Output: {},
        Next: "evidence",
      },
      evidence: {
        ...task("cases.add-evidence", "evidence", { sections: ["{% $step_seen %}", "{% $step_watched %}"] }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_evidence: failed("evidence", "cases.add-evidence") },
          },
        ],
        Assign: { step_evidence: succeeded("evidence", "cases.add-evidence", null) },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_watched", "watched"), notDone("step_evidence", "evidence")),
    },
  });
});
