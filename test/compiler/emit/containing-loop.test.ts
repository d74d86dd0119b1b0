// A loop that contains: one at a time, and people are asked about the one that reached the limit.
import { expect, test } from "vitest";
import { minutes, nothing } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import {
  call,
  failed,
  notDone,
  notDoneIfRun,
  ofFinding,
  passes,
  refused,
  succeeded,
  task,
  theEnd,
  waits,
} from "../../support/asl-parts.ts";
import { disable, keys, who } from "../../support/some-actions.ts";

test("a loop that contains", () => {
  const { machine } = compiled((finding, { read, approval, forEach }) => {
    const person = read("who", who, { name: finding.user.name });
    const owned = read("keys", keys, { target: person.target });
    approval(
      "decide",
      { because: [], subject: null, approvers: "oncall", timeout: minutes(30) },
      {
        approved: ({ contain }) => forEach("each-key", owned.items, (key) => void contain("disable", disable, { key })),
        denied: nothing,
        expired: nothing,
      },
    );
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "who",
    States: {
      who: {
        ...task("people.resolve-claim", "who", { name: ofFinding("user.name") }),
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "keys", Assign: { step_who: failed("who", "people.resolve-claim") } },
        ],
        Assign: { step_who: succeeded("who", "people.resolve-claim") },
        Output: {},
        Next: "keys",
      },
      keys: {
        ...task("keys.list-keys", "keys", { target: "{% $step_who.output.target %}" }),
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Next: "decide ready",
            Assign: { step_keys: failed("keys", "keys.list-keys") },
          },
        ],
        Assign: { step_keys: succeeded("keys", "keys.list-keys") },
        Output: {},
        Next: "decide ready",
      },
      "decide ready": {
        Type: "Choice",
        Choices: [
          {
            Condition:
              '{% $count([($step_who.status != "succeeded" ? "who" : []), ($step_keys.status != "succeeded" ? "keys" : [])]) > 0 %}',
            Next: "decide not asked",
          },
        ],
        Default: "decide",
      },
      "decide not asked": {
        Type: "Fail",
        Error: "ReadFailed",
        Cause:
          '{% "no answer from " & $join([($step_who.status != "succeeded" ? "who" : []), ($step_keys.status != "succeeded" ? "keys" : [])], ", ") & ", so nothing was proposed and nothing contained" %}',
      },
      decide: {
        ...waits(
          "approval",
          {
            kind: "request",
            request: {
              because: [],
              subject: null,
              approvers: "oncall",
              plan: '{% [$map($step_keys.output.items, function($v1, $i1) { {"lines": [{"step": "disable", "item": $string($i1), "action": "keys.disable-key", "input": {"key": $v1}}]} }).lines] %}',
              timeoutSeconds: 1800,
            },
            call: call("decide"),
          },
          1800,
        ),
        Assign: { step_decide: "{% $states.result.decision %}" },
        Output: "{% $states.input %}",
        Catch: [
          { ErrorEquals: ["States.Timeout"], Next: "all done" },
          { ErrorEquals: ["States.ALL"], Next: "decide failed" },
        ],
        Next: "decide decision",
      },
      "decide decision": {
        Type: "Choice",
        Choices: [
          { Condition: '{% $step_decide = "approved" or $step_decide = "rehearsed" %}', Next: "each-key" },
          { Condition: '{% $step_decide = "not-asked" %}', Next: "all done" },
        ],
        Default: "all done",
      },
      "each-key": {
        Type: "Map",
        Items: "{% $step_keys.output.items %}",
        ItemSelector: {
          items: { eachKey: "{% $states.context.Map.Item.Value %}" },
          index: "{% $string($states.context.Map.Item.Index) %}",
        },
        MaxConcurrency: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: "INLINE" },
          StartAt: "disable",
          States: {
            disable: {
              ...task(
                "keys.disable-key",
                "disable",
                { key: "{% $states.input.items.eachKey %}" },
                "{% $states.input.index %}",
              ),
              Catch: [
                { ErrorEquals: ["BlastRadiusReached"], Output: "{% $states.input %}", Next: "disable limit" },
                {
                  ErrorEquals: ["States.ALL"],
                  Next: "each-key pass landed",
                  Assign: {
                    m1_item_eachKey: "{% $states.input.items.eachKey %}",
                    m1__index: "{% $states.input.index %}",
                    m1_disable: failed("disable", "keys.disable-key"),
                  },
                },
              ],
              Output: { failed: [] },
              End: true,
            },
            "disable limit": {
              ...waits(
                "approval",
                {
                  kind: "request",
                  request: {
                    because: [],
                    subject: null,
                    approvers: "oncall",
                    plan: '{% [{"step": "disable", "item": $states.input.index, "action": "keys.disable-key", "input": {"key": $states.input.items.eachKey}}] %}',
                    timeoutSeconds: 1800,
                  },
                  call: call("disable-limit", "{% $states.input.index %}"),
                },
                1800,
              ),
              Assign: { m1_disable_limit: "{% $states.result.decision %}" },
              Output: "{% $states.input %}",
              Catch: [
                {
                  ErrorEquals: ["States.Timeout"],
                  Next: "each-key pass landed",
                  Assign: {
                    m1_item_eachKey: "{% $states.input.items.eachKey %}",
                    m1__index: "{% $states.input.index %}",
                    m1_disable: refused("disable", "keys.disable-key"),
                  },
                },
                {
                  ErrorEquals: ["States.ALL"],
                  Next: "each-key pass landed",
                  Assign: {
                    m1_item_eachKey: "{% $states.input.items.eachKey %}",
                    m1__index: "{% $states.input.index %}",
                    m1_disable: refused("disable", "keys.disable-key"),
                  },
                },
              ],
              Next: "disable limit decision",
            },
            "disable limit decision": {
              Type: "Choice",
              Choices: [{ Condition: '{% $m1_disable_limit = "approved" %}', Next: "disable" }],
              Default: "each-key pass landed",
              Assign: {
                m1_item_eachKey: "{% $states.input.items.eachKey %}",
                m1__index: "{% $states.input.index %}",
                m1_disable: refused("disable", "keys.disable-key"),
              },
            },
            "each-key pass landed": {
              Type: "Succeed",
              Output: {
                failed: '{% [($exists($m1_disable) and $m1_disable.status != "succeeded" ? "disable" : [])] %}',
              },
            },
          },
        },
        Catch: [
          { ErrorEquals: ["States.ALL"], Assign: { step_eachKey: failed("each-key", "for-each") }, Next: "all done" },
        ],
        Assign: { step_eachKey: passes("each-key") },
        Output: {},
        Next: "all done",
      },
      "decide failed": {
        Type: "Fail",
        Error: "ApprovalFailed",
        Cause: '{% "decide could not be asked: " & $string($states.input.Cause) %}',
      },
      ...theEnd(notDone("step_who", "who"), notDone("step_keys", "keys"), notDoneIfRun("step_eachKey", "each-key")),
    },
  });
});
