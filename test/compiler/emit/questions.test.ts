// `ask` and `approval`, as they are written.
import { expect, test } from "vitest";
import { evidenceOf, minutes, nothing } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import {
  call,
  failed,
  notDone,
  notDoneIfRun,
  ofFinding,
  refused,
  succeeded,
  task,
  theEnd,
  waits,
} from "../../support/asl-parts.ts";
import { gather, note, revoke, who } from "../../support/some-actions.ts";

test("an ask", () => {
  const { machine } = compiled((finding, { ask, record }) => {
    const request = { whom: finding.user.name, question: "you?", timeout: minutes(10) };
    const answer = ask("was-it-you", request, {
      yes: nothing,
      no: () => void record("no", note, { value: 1 }),
      silent: () => void record("silent", note, { value: 2 }),
    });
    record("evidence", gather, { sections: [answer] });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "was-it-you",
    States: {
      "was-it-you": {
        ...waits(
          "ask",
          {
            request: { whom: ofFinding("user.name"), question: "you?", timeoutSeconds: 600 },
            call: call("was-it-you"),
          },
          600,
        ),
        Assign: {
          step_wasItYou: {
            step: "was-it-you",
            action: "chat.ask",
            status: "succeeded",
            output: { answer: "{% $states.result.answer %}" },
            error: null,
            simulated: false,
          },
        },
        Catch: [
          {
            ErrorEquals: ["States.Timeout"],
            Assign: {
              step_wasItYou: {
                step: "was-it-you",
                action: "chat.ask",
                status: "succeeded",
                output: { answer: "silent" },
                error: null,
                simulated: false,
              },
            },
            Next: "silent",
          },
          { ErrorEquals: ["States.ALL"], Assign: { step_wasItYou: failed("was-it-you", "chat.ask") }, Next: "silent" },
        ],
        Next: "was-it-you answer",
      },
      "was-it-you answer": {
        Type: "Choice",
        Choices: [
          { Condition: '{% $step_wasItYou.output.answer = "yes" %}', Next: "evidence" },
          { Condition: '{% $step_wasItYou.output.answer = "no" %}', Next: "no" },
        ],
        Default: "silent",
      },
      silent: {
        ...task("notes.add-note", "silent", { value: 2 }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "evidence",
            Assign: { step_silent: failed("silent", "notes.add-note") },
          },
        ],
        Assign: { step_silent: succeeded("silent", "notes.add-note", null) },
        Output: {},
        Next: "evidence",
      },
      no: {
        ...task("notes.add-note", "no", { value: 1 }),
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "evidence", Assign: { step_no: failed("no", "notes.add-note") } }],
        Assign: { step_no: succeeded("no", "notes.add-note", null) },
        Output: {},
        Next: "evidence",
      },
      evidence: {
        ...task("cases.add-evidence", "evidence", { sections: ["{% $step_wasItYou %}"] }),
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
      ...theEnd(
        notDoneIfRun("step_no", "no"),
        notDoneIfRun("step_silent", "silent"),
        notDone("step_evidence", "evidence"),
      ),
    },
  });
});

test("an approval of one containment", () => {
  const { machine } = compiled((finding, { read, approval, record }) => {
    const person = read("who", who, { name: finding.user.name });
    const request = {
      because: [evidenceOf(person)],
      subject: person.person,
      approvers: "oncall",
      timeout: minutes(30),
    };
    approval("decide", request, {
      approved: ({ contain }) => void contain("revoke", revoke, { target: person.target }),
      denied: nothing,
      expired: () => void record("raise", note, { value: 1 }),
    });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "who",
    States: {
      who: {
        ...task("people.resolve-claim", "who", { name: ofFinding("user.name") }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "decide ready",
            Assign: { step_who: failed("who", "people.resolve-claim") },
          },
        ],
        Assign: { step_who: succeeded("who", "people.resolve-claim") },
        Output: {},
        Next: "decide ready",
      },
      "decide ready": {
        Type: "Choice",
        Choices: [
          { Condition: '{% $count([($step_who.status != "succeeded" ? "who" : [])]) > 0 %}', Next: "decide not asked" },
        ],
        Default: "decide",
      },
      "decide not asked": {
        Type: "Fail",
        Error: "ReadFailed",
        Cause:
          '{% "no answer from " & $join([($step_who.status != "succeeded" ? "who" : [])], ", ") & ", so nothing was proposed and nothing contained" %}',
      },
      decide: {
        ...waits(
          "approval",
          {
            kind: "request",
            request: {
              because: ["{% $step_who %}"],
              subject:
                "{% ($exists($step_who.output.person) and $step_who.output.person != null ? $step_who.output.person : null) %}",
              approvers: "oncall",
              plan: '{% [{"step": "revoke", "item": null, "action": "people.revoke-sessions", "input": {"target": $step_who.output.target}}] %}',
              timeoutSeconds: 1800,
            },
            call: call("decide"),
          },
          1800,
        ),
        Assign: { step_decide: "{% $states.result.decision %}" },
        Output: "{% $states.input %}",
        Catch: [
          { ErrorEquals: ["States.Timeout"], Next: "raise" },
          { ErrorEquals: ["States.ALL"], Next: "decide failed" },
        ],
        Next: "decide decision",
      },
      "decide decision": {
        Type: "Choice",
        Choices: [
          { Condition: '{% $step_decide = "approved" or $step_decide = "rehearsed" %}', Next: "revoke" },
          { Condition: '{% $step_decide = "not-asked" %}', Next: "all done" },
        ],
        Default: "all done",
      },
      revoke: {
        ...task("people.revoke-sessions", "revoke", { target: "{% $step_who.output.target %}" }),
        Catch: [
          { ErrorEquals: ["BlastRadiusReached"], Output: "{% $states.input %}", Next: "revoke limit" },
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_revoke: failed("revoke", "people.revoke-sessions") },
          },
        ],
        Assign: { step_revoke: succeeded("revoke", "people.revoke-sessions", null) },
        Output: {},
        Next: "all done",
      },
      "revoke limit": {
        ...waits(
          "approval",
          {
            kind: "request",
            request: {
              because: ["{% $step_who %}"],
              subject:
                "{% ($exists($step_who.output.person) and $step_who.output.person != null ? $step_who.output.person : null) %}",
              approvers: "oncall",
              plan: '{% [{"step": "revoke", "item": null, "action": "people.revoke-sessions", "input": {"target": $step_who.output.target}}] %}',
              timeoutSeconds: 1800,
            },
            call: call("revoke-limit"),
          },
          1800,
        ),
        Assign: { step_revoke_limit: "{% $states.result.decision %}" },
        Output: "{% $states.input %}",
        Catch: [
          {
            ErrorEquals: ["States.Timeout"],
            Next: "all done",
            Assign: { step_revoke: refused("revoke", "people.revoke-sessions") },
          },
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_revoke: refused("revoke", "people.revoke-sessions") },
          },
        ],
        Next: "revoke limit decision",
      },
      "revoke limit decision": {
        Type: "Choice",
        Choices: [{ Condition: '{% $step_revoke_limit = "approved" %}', Next: "revoke" }],
        Default: "all done",
        Assign: { step_revoke: refused("revoke", "people.revoke-sessions") },
      },
      raise: {
        ...task("notes.add-note", "raise", { value: 1 }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_raise: failed("raise", "notes.add-note") } },
        ],
        Assign: { step_raise: succeeded("raise", "notes.add-note", null) },
        Output: {},
        Next: "all done",
      },
      "decide failed": {
        Type: "Fail",
        Error: "ApprovalFailed",
        Cause: '{% "decide could not be asked: " & $string($states.input.Cause) %}',
      },
      ...theEnd(notDone("step_who", "who"), notDoneIfRun("step_revoke", "revoke"), notDoneIfRun("step_raise", "raise")),
    },
  });
});
