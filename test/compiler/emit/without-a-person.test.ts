// `unattended`, as it is written: checked, granted, asked about over the limit.
import { expect, test } from "vitest";
import { above, minutes, orElse } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import {
  call,
  failed,
  notDoneIfRun,
  ofFinding,
  ownRetries,
  refused,
  succeeded,
  task,
  theEnd,
  waits,
} from "../../support/asl-parts.ts";
import { blockIp, look } from "../../support/some-actions.ts";

test("unattended containment", () => {
  const { machine } = compiled((finding, { attempt, unattended }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const overLimit = { because: [seen], subject: null, approvers: "oncall", timeout: minutes(30) };
    const request = { reason: "known bad", limit: 5, if: above(orElse(seen.output.score, 0), 90), overLimit };
    unattended("block-bad", request, ({ contain }) => void contain("block", blockIp, { ip: finding.ip }));
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "seen",
    States: {
      seen: {
        ...task("look.check-ip", "seen", { ip: ofFinding("ip") }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "block-bad", Assign: { step_seen: failed("seen", "look.check-ip") } },
        ],
        Assign: { step_seen: succeeded("seen", "look.check-ip") },
        Output: {},
        Next: "block-bad",
      },
      "block-bad": {
        Type: "Choice",
        Choices: [
          {
            Condition:
              "{% (($exists($step_seen.output.score) and $step_seen.output.score != null ? $step_seen.output.score : 0) > 90) %}",
            Next: "block-bad grant",
          },
        ],
        Default: "all done",
      },
      "block-bad grant": {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Arguments: {
          FunctionName: "${function:unattended}",
          Payload: {
            request: {
              reason: "known bad",
              limit: 5,
              plan: '{% [{"step": "block", "item": null, "action": "net.block-ip", "input": {"ip": $states.context.Execution.Input.finding.ip}}] %}',
            },
            call: call("block-bad"),
          },
        },
        TimeoutSeconds: 30,
        Assign: { step_blockBad: "{% $states.result.Payload.decision %}" },
        Retry: ownRetries,
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Assign: { step_blockBad: failed("block-bad", "unattended") },
            Next: "all done",
          },
        ],
        Next: "block-bad decision",
      },
      "block-bad decision": {
        Type: "Choice",
        Choices: [
          { Condition: '{% $step_blockBad = "granted" or $step_blockBad = "rehearsed" %}', Next: "block" },
          { Condition: '{% $step_blockBad = "over-limit" %}', Next: "block-bad over limit" },
        ],
        Default: "all done",
      },
      "block-bad over limit": {
        ...waits(
          "approval",
          {
            kind: "request",
            request: {
              because: ["{% $step_seen %}"],
              subject: null,
              approvers: "oncall",
              plan: '{% [{"step": "block", "item": null, "action": "net.block-ip", "input": {"ip": $states.context.Execution.Input.finding.ip}}] %}',
              timeoutSeconds: 1800,
            },
            call: call("block-bad-over-limit"),
          },
          1800,
        ),
        Assign: { step_blockBad_over: "{% $states.result.decision %}" },
        Output: "{% $states.input %}",
        Catch: [
          { ErrorEquals: ["States.Timeout"], Next: "all done" },
          {
            ErrorEquals: ["States.ALL"],
            Next: "all done",
            Assign: { step_blockBad: failed("block-bad", "unattended") },
          },
        ],
        Next: "block-bad over limit decision",
      },
      "block-bad over limit decision": {
        Type: "Choice",
        Choices: [
          { Condition: '{% $step_blockBad_over = "approved" or $step_blockBad_over = "rehearsed" %}', Next: "block" },
        ],
        Default: "all done",
      },
      block: {
        ...task("net.block-ip", "block", { ip: ofFinding("ip") }),
        Catch: [
          { ErrorEquals: ["BlastRadiusReached"], Output: "{% $states.input %}", Next: "block limit" },
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_block: failed("block", "net.block-ip") } },
        ],
        Assign: { step_block: succeeded("block", "net.block-ip", null) },
        Output: {},
        Next: "all done",
      },
      "block limit": {
        ...waits(
          "approval",
          {
            kind: "request",
            request: {
              because: ["{% $step_seen %}"],
              subject: null,
              approvers: "oncall",
              plan: '{% [{"step": "block", "item": null, "action": "net.block-ip", "input": {"ip": $states.context.Execution.Input.finding.ip}}] %}',
              timeoutSeconds: 1800,
            },
            call: call("block-limit"),
          },
          1800,
        ),
        Assign: { step_block_limit: "{% $states.result.decision %}" },
        Output: "{% $states.input %}",
        Catch: [
          {
            ErrorEquals: ["States.Timeout"],
            Next: "all done",
            Assign: { step_block: refused("block", "net.block-ip") },
          },
          { ErrorEquals: ["States.ALL"], Next: "all done", Assign: { step_block: refused("block", "net.block-ip") } },
        ],
        Next: "block limit decision",
      },
      "block limit decision": {
        Type: "Choice",
        Choices: [{ Condition: '{% $step_block_limit = "approved" %}', Next: "block" }],
        Default: "all done",
        Assign: { step_block: refused("block", "net.block-ip") },
      },
      ...theEnd(notDoneIfRun("step_blockBad", "block-bad"), notDoneIfRun("step_block", "block")),
    },
  });
});
