// `ask` and `unattended` as they run.
import { expect, test } from "vitest";
import { above, equals, minutes, nothing, orElse, text } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import { fails, type Reply, runMachine } from "../../support/run-machine.ts";
import { blockIp, gather, look, note, who } from "../../support/some-actions.ts";

const asking = compiled((finding, { read, record, ask }) => {
  const person = read("who", who, { name: finding.user.name });
  const question = text`Was it you, from ${finding.ip}? ${person.target as never}`;
  const answer = ask(
    "was-it-you",
    { whom: finding.user.name, question, timeout: minutes(10) },
    {
      yes: () => void record("yes", note, { value: "yes" }),
      no: () => void record("no", note, { value: "no" }),
      silent: () => void record("silent", note, { value: "silent" }),
    },
  );
  record("evidence", gather, { sections: [answer] });
}).machine;
const answers = { who: { target: "t-1", person: null } };

test.each<[Reply, string, string]>([
  ["yes", "yes", "yes"],
  ["no", "no", "no"],
  ["expired", "silent", "silent"],
  ["YES", "silent", "YES"],
])("an ask answered %j takes the branch %s, and the answer is evidence", async (reply, branch, said) => {
  const ran = await runMachine(asking, { answers, replies: { "was-it-you": reply } });
  expect(ran.steps).toEqual(["who", "was-it-you", branch, "evidence"]);
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.calls[1]?.payload.request).toEqual({
    whom: "maria.lopez",
    question: "Was it you, from 203.0.113.7? t-1",
    timeoutSeconds: 600,
  });
  expect((ran.inputOf("evidence") as { sections: unknown[] }).sections).toMatchObject([
    { step: "was-it-you", status: "succeeded", output: { answer: said } },
  ]);
});

test.each<[string, Parameters<typeof runMachine>[1], string]>([
  ["that cannot be asked", { answers, replies: { "was-it-you": "impossible" } }, "failed"],
  ["whose question needs a read that failed", { answers: { who: fails("NotFound") } }, "skipped"],
])(
  "an ask %s takes the silent branch, and its evidence does not say that anybody was silent",
  async (_, wanted, status) => {
    const ran = await runMachine(asking, wanted);
    expect(ran.steps.slice(-2)).toEqual(["silent", "evidence"]);
    expect((ran.inputOf("evidence") as { sections: unknown[] }).sections).toMatchObject([
      { step: "was-it-you", status, output: null, error: {} },
    ]);
  },
);

test("an ask in a loop asks about each item", async () => {
  const { machine } = compiled((finding, { record, ask, forEach }) => {
    forEach("each-group", finding.groups, (group) => {
      ask(
        "was-it-you",
        { whom: group.name, question: "you?", timeout: minutes(10) },
        {
          ...{ yes: nothing, silent: nothing },
          no: () => void record("no", note, { value: group.name }),
        },
      );
    });
  });
  const ran = await runMachine(machine, { replies: { "was-it-you": ["no", "no"] } });
  expect(ran.steps.toSorted()).toEqual(["no 0", "no 1", "was-it-you 0", "was-it-you 1"]);
  expect(ran.calls.filter(({ step }) => step === "no").map(({ payload }) => payload.input)).toEqual([
    { value: "red" },
    { value: "blue" },
  ]);
});

const alone = compiled((finding, { attempt, record, unattended }) => {
  const seen = attempt("seen", look, { ip: finding.ip });
  const overLimit = { because: [seen], subject: null, approvers: "oncall", timeout: minutes(30) };
  const request = { reason: "known bad addresses", limit: 5, if: above(orElse(seen.output.score, 0), 90), overLimit };
  unattended("block-bad", request, ({ contain }) => {
    contain("block", blockIp, { ip: finding.ip });
    record("told", note, { value: "blocked" });
  });
  record("after", note, { value: equals(finding.ip, "") as never });
}).machine;
const bad = { seen: { score: 98, country: null, tags: [] } };
const plan = [{ step: "block", item: null, action: "net.block-ip", input: { ip: "203.0.113.7" } }];

test.each(["granted", "rehearsed"])(
  "unattended containment that is %s is made, its plan and reason told first",
  async (decision) => {
    const ran = await runMachine(alone, { answers: { ...bad, unattended: { decision } } });
    expect(ran.steps).toEqual(["seen", "block-bad", "block", "told", "after"]);
    expect(ran.calls[1]).toMatchObject({
      function: "unattended",
      payload: { request: { reason: "known bad addresses", limit: 5, plan } },
    });
    expect(ran.status).toBe("SUCCEEDED");
  },
);

test.each<[string, Parameters<typeof runMachine>[1]]>([
  ["whose condition does not hold", {}],
  ["whose condition rests on what was not answered", { answers: { seen: fails("Timeout") } }],
])("unattended containment %s is passed by", async (_, wanted) => {
  const ran = await runMachine(alone, wanted);
  expect(ran.steps).toEqual(["seen", "after"]);
  expect(ran.status).toBe("SUCCEEDED");
});

test.each([["not-asked"], ["refused"], ["GRANTED"]])(
  "unattended containment that is %s is not made",
  async (decision) => {
    const ran = await runMachine(alone, { answers: { ...bad, unattended: { decision } } });
    expect(ran.steps).toEqual(["seen", "block-bad", "after"]);
  },
);

test("unattended containment whose check fails is not made, and the end names it", async () => {
  const ran = await runMachine(alone, { answers: { ...bad, unattended: fails("Bug") } });
  expect(ran.steps).toEqual(["seen", "block-bad", "after"]);
  expect(ran).toMatchObject({ status: "FAILED", error: "StepFailed", cause: "did not succeed: block-bad" });
});

test.each<[Reply, readonly string[]]>([
  ["approved", ["block", "told", "after"]],
  ["denied", ["after"]],
  ["expired", ["after"]],
])("over the limit people are asked about the same plan: %s", async (reply, steps) => {
  const ran = await runMachine(alone, {
    answers: { ...bad, unattended: { decision: "over-limit" } },
    replies: { "block-bad-over-limit": reply },
  });
  expect(ran.steps).toEqual(["seen", "block-bad", "block-bad-over-limit", ...steps]);
  expect(ran.calls[2]?.payload.request).toMatchObject({ plan, approvers: "oncall" });
  expect(ran.status).toBe("SUCCEEDED");
});
