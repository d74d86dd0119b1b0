// `approval` and `contain` as they run: the plan, the decision, what a failure leaves, and the stop at the limit.
import { expect, test } from "vitest";
import { evidenceOf, minutes } from "../../../playbooks/language/index.ts";
import { compiled } from "../../support/a-playbook.ts";
import { type Called, fails, type Reply, runMachine } from "../../support/run-machine.ts";
import { blockIp, disable, gather, keys, look, note, revoke, who } from "../../support/some-actions.ts";

const { machine } = compiled((finding, { read, attempt, record, approval, forEach, when }) => {
  const person = read("who", who, { name: finding.user.name });
  const owned = read("keys", keys, { target: person.target });
  const seen = attempt("seen", look, { ip: finding.ip });
  record("evidence", gather, { sections: [evidenceOf(person), seen] });
  approval(
    "decide",
    { because: [seen], subject: person.person, approvers: "oncall", timeout: minutes(30) },
    {
      approved: ({ contain }) => {
        forEach("each-key", owned.items, (key) => {
          when("active", key.active, { then: () => void contain("disable", disable, { key }) });
        });
        forEach("each-owner", owned.owners, (owner) => {
          forEach("each-of-his", owner.keys, (key) => void contain("disable-his", disable, { key }));
        });
        const revoked = contain("revoke", revoke, { target: person.target });
        record("done", gather, { sections: [revoked] });
      },
      denied: () => void record("denied", note, { value: "denied" }),
      expired: () => void record("expired", note, { value: "expired" }),
    },
  );
  record("after", note, { value: "after" });
});

const key = (id: string, active = true) => ({ id, active });
const target = "t-1";
const held = {
  items: [key("a"), key("b", false), key("c")],
  owners: [{ keys: [key("d")] }, { keys: [] }, { keys: [key("e"), key("f")] }],
};
const answers = { who: { target, person: "maria.lopez" }, keys: held };
const run = (wanted: Parameters<typeof runMachine>[1] = {}) =>
  runMachine(machine, { ...wanted, answers: { ...answers, ...wanted.answers } });
const below = (steps: readonly string[]) => steps.slice(steps.indexOf("decide"));

test("the question shows the whole plan, resolved, before anybody is asked", async () => {
  const ran = await run();
  const line = (step: string, item: string | null, action: string, input: unknown) => ({ step, item, action, input });
  expect(ran.calls.find(({ step }) => step === "decide")).toEqual({
    step: "decide",
    function: "approval",
    payload: {
      kind: "request",
      token: expect.any(String),
      request: {
        because: [
          {
            step: "seen",
            action: "look.check-ip",
            status: "succeeded",
            output: { score: 1, country: "PT", tags: ["a"] },
            error: null,
            simulated: false,
          },
        ],
        subject: "maria.lopez",
        approvers: "oncall",
        timeoutSeconds: 1_800,
        plan: [
          line("disable", "0", "keys.disable-key", { key: key("a") }),
          line("disable", "2", "keys.disable-key", { key: key("c") }),
          line("disable-his", "0.0", "keys.disable-key", { key: key("d") }),
          line("disable-his", "2.0", "keys.disable-key", { key: key("e") }),
          line("disable-his", "2.1", "keys.disable-key", { key: key("f") }),
          line("revoke", null, "people.revoke-sessions", { target }),
        ],
      },
      call: {
        execution: "run-1",
        playbook: "test",
        version: "v1",
        step: "decide",
        item: null,
        case: "case-1",
        mode: "live",
      },
    },
  });
});

test("every call that follows a yes is a line of the plan, in its order and with its input", async () => {
  const ran = await run();
  const asked = ran.calls.find(({ step }) => step === "decide");
  const { plan } = (asked as Called).payload.request as { plan: unknown };
  const made = ran.calls.filter(({ step }) => ["disable", "disable-his", "revoke"].includes(step));
  expect(
    made.map(({ step, function: action, payload }) => ({
      step,
      item: payload.call.item,
      action,
      input: payload.input,
    })),
  ).toEqual(plan);
  expect(ran).toMatchObject({ status: "SUCCEEDED" });
  expect(ran.steps.slice(-2)).toEqual(["done", "after"]);
});

test.each<[Reply, readonly string[]]>([
  ["denied", ["decide", "denied", "after"]],
  ["expired", ["decide", "expired", "after"]],
  ["not-asked", ["decide", "after"]],
  ["APPROVED", ["decide", "denied", "after"]],
  ["", ["decide", "denied", "after"]],
])("the decision %j contains nothing", async (decision, steps) => {
  const ran = await run({ replies: { decide: decision } });
  expect(below(ran.steps)).toEqual(steps);
  expect(ran.status).toBe("SUCCEEDED");
});

test("a rehearsal goes through the approved branch, in a dry run's mode", async () => {
  const ran = await run({ mode: "dry-run", replies: { decide: "rehearsed" } });
  expect(below(ran.steps)).toEqual([
    "decide",
    "disable 0",
    "disable 2",
    "disable-his 0.0",
    "disable-his 2.0",
    "disable-his 2.1",
    "revoke",
    "done",
    "after",
  ]);
  expect(new Set(ran.calls.map(({ payload }) => payload.call.mode))).toEqual(new Set(["dry-run"]));
});

test("a question that cannot be asked fails the execution and contains nothing", async () => {
  const ran = await run({ replies: { decide: "impossible" } });
  expect(ran.steps.at(-1)).toBe("decide");
  expect(ran).toMatchObject({
    status: "FAILED",
    error: "ApprovalFailed",
    cause: expect.stringContaining("decide could not be asked: "),
  });
});

test.each(["who", "keys"])("when the read %s fails, the evidence is gathered and nobody is asked", async (read) => {
  const ran = await run({ answers: { [read]: fails("NotFound") } });
  expect(ran.steps).toContain("evidence");
  expect(ran.steps).not.toContain("decide");
  const missing = read === "who" ? "who, keys" : "keys";
  expect(ran).toMatchObject({
    ...{ status: "FAILED", error: "ReadFailed" },
    cause: `no answer from ${missing}, so nothing was proposed and nothing contained`,
  });
});

test("a failed containment stops no other, nor what stands below, and the end names it", async () => {
  const second = (payload: { readonly call: Readonly<Record<string, unknown>> }) => {
    if (payload.call.item === "0") throw Object.assign(new Error("no"), { name: "Unverified" });
    return {};
  };
  const ran = await run({ answers: { disable: second, revoke: fails("Refused") } });
  expect(below(ran.steps)).toEqual([
    "decide",
    "disable 0",
    "disable 2",
    "disable-his 0.0",
    "disable-his 2.0",
    "disable-his 2.1",
    "revoke",
    "done",
    "after",
  ]);
  expect((ran.inputOf("done") as { sections: unknown[] }).sections).toMatchObject([
    { step: "revoke", status: "failed", error: { name: "Refused" } },
  ]);
  expect(ran).toMatchObject({ status: "FAILED", error: "StepFailed", cause: "did not succeed: each-key, revoke" });
});

test("a containment at its limit asks about itself alone, and is made when that is allowed", async () => {
  const limited = once(fails("BlastRadiusReached"));
  const ran = await run({ answers: { revoke: limited } });
  expect(below(ran.steps).slice(6)).toEqual(["revoke", "revoke-limit", "revoke", "done", "after"]);
  const asked = ran.calls.find(({ step }) => step === "revoke-limit");
  expect(asked?.payload.request).toMatchObject({
    ...{ approvers: "oncall", subject: "maria.lopez" },
    plan: [{ step: "revoke", item: null, action: "people.revoke-sessions", input: { target } }],
  });
  expect(ran.status).toBe("SUCCEEDED");
});

test.each<Reply>(["denied", "expired", "rehearsed", "impossible"])(
  "a containment at its limit that is %s is a failed outcome, and the next is made",
  async (decision) => {
    const limited = (payload: { readonly call: Readonly<Record<string, unknown>> }) => {
      if (payload.call.item === "0") throw Object.assign(new Error("no"), { name: "BlastRadiusReached" });
      return {};
    };
    const ran = await run({
      answers: { disable: limited, revoke: fails("BlastRadiusReached") },
      replies: { "disable-limit": decision, "revoke-limit": decision },
    });
    expect(ran.steps.filter((step) => step === "disable-limit 0")).toHaveLength(1);
    expect(ran.steps).toContain("disable 2");
    expect((ran.inputOf("done") as { sections: unknown[] }).sections).toMatchObject([
      {
        step: "revoke",
        status: "failed",
        error: { name: "BlastRadiusReached", cause: "the limit was reached and nobody allowed more" },
      },
    ]);
    expect(ran).toMatchObject({ error: "StepFailed", cause: "did not succeed: each-key, revoke" });
  },
);

test("an approval may follow another's yes, each with its own plan", async () => {
  const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(5) };
  const nested = compiled((finding, { approval }) => {
    approval("first", request, {
      approved: ({ contain }) => {
        contain("block", blockIp, { ip: finding.ip });
        approval("second", request, {
          approved: (own) => void own.contain("block-again", blockIp, { ip: finding.ip }),
          ...{ denied: () => {}, expired: () => {} },
        });
      },
      ...{ denied: () => {}, expired: () => {} },
    });
  });
  const ran = await runMachine(nested.machine);
  const plans = ran.calls
    .filter(({ function: name }) => name === "approval")
    .map(({ payload }) => (payload.request as { plan: { step: string }[] }).plan.map(({ step }) => step));
  expect(plans).toEqual([["block"], ["block-again"]]);
  expect(ran.steps).toEqual(["first", "block", "second", "block-again"]);
  expect((await runMachine(nested.machine, { replies: { second: "denied" } })).steps).toEqual([
    "first",
    "block",
    "second",
  ]);
});

/** Fails the first time. */
function once(failing: (payload: never) => unknown) {
  let turn = 0;
  return (payload: unknown) => (turn++ === 0 ? failing(payload as never) : {});
}
