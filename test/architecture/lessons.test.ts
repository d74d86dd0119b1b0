// The lessons teach what is so: each compiles, and runs on the local Step Functions with answers from its contracts.
import { expect, test } from "vitest";
import * as contracts from "../../actions/index.ts";
import type { Declaration } from "../../actions/kit/contract/index.ts";
import { lessons } from "../../docs/generate/guide.ts";
import { compile } from "../../playbooks/compiler/compile.ts";
import { goldenFiles } from "../../playbooks/compiler/explain/golden.ts";
import { fails, type Ran, runMachine, type Wanted } from "../support/run-machine.ts";

const all = new Map((await lessons()).map((lesson) => [lesson.playbook.id, lesson]));
const titled = [...all.values()].map(({ file, title, playbook }) => ({ file, title, playbook }));

/** What every action answers: the output of the first example in its contract. */
const examples = Object.fromEntries(
  Object.values(contracts)
    .flatMap((system) => Object.values(system) as unknown as Declaration[])
    .filter((contract) => typeof contract === "object" && "effect" in contract)
    .map((contract) => [contract.id, contract.examples[0]?.output]),
);

const finding = {
  id: "f-1",
  kind: "impossible-travel",
  account: "111122223333",
  user: { name: "maria.lopez", email: null, id: null },
  sourceIp: "203.0.113.7",
  loginAt: "2026-11-23T09:40:00Z",
  previousIp: null,
  previousLoginAt: null,
  application: "vpn-portal",
};

async function runLesson(id: string, wanted: Wanted = {}): Promise<Ran> {
  const compiled = compile(all.get(id)?.playbook as never, {});
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.violations));
  return runMachine(compiled.machine, { finding, ...wanted, answers: { ...examples, ...wanted.answers } });
}

test("there are seven lessons, numbered and titled in their order", () => {
  expect(titled.map(({ file }) => file)).toEqual([
    "1-one-step.ts",
    "2-side-by-side.ts",
    "3-absence.ts",
    "4-branches.ts",
    "5-loop.ts",
    "6-ask.ts",
    "7-approval-and-plan.ts",
  ]);
  for (const [at, { title }] of titled.entries()) expect(title).toMatch(new RegExp(`^Lesson ${at + 1}: `));
});

test.each(titled)("$title: the compiler has nothing to say", ({ playbook }) => {
  const compiled = compile(playbook, {});
  expect(compiled.ok ? [] : compiled.violations.map(({ message }) => message)).toEqual([]);
});

test("compiled in another order, everything derived is the same bytes", () => {
  const files = (order: typeof titled) =>
    Object.assign(
      {},
      ...order.map(({ playbook }) => {
        const compiled = compile(playbook, {});
        return compiled.ok ? goldenFiles(compiled, () => null) : {};
      }),
    );
  expect(files(titled.toReversed())).toEqual(files(titled));
});

test("one step runs", async () => {
  const ran = await runLesson("one-step");
  expect([ran.status, ran.steps]).toEqual(["SUCCEEDED", ["remember-ip"]]);
  expect(ran.inputOf("remember-ip")).toEqual({ ip: "203.0.113.7", source: "f-1" });
});

test("three sources are asked at the same time, and one that fails is evidence too", async () => {
  const ran = await runLesson("side-by-side", { answers: { "whois.by-ip": fails("NotFound") } });
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.steps.slice(0, 3).toSorted()).toEqual(["abuseipdb", "virustotal", "whois"]);
  const { sections } = ran.inputOf("evidence") as { sections: { step: string; status: string }[] };
  expect(sections.map(({ step, status }) => `${step} ${status}`)).toEqual([
    "abuseipdb succeeded",
    "virustotal succeeded",
    "whois failed",
  ]);
});

test.each([
  ["a high score", {}, ["evidence", "raise", "say-where"]],
  ["no answer", { "abuseipdb.check-ip": fails("Unauthorized") }, ["evidence", "raise", "say-where"]],
  ["a low score", { "abuseipdb.check-ip": { score: 0, reports: 0, country: null } }, ["evidence", "say-where"]],
])("absence: %s is worrying, or is not, as the author said", async (_, answers, expected) => {
  const ran = await runLesson("absence", { answers });
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.steps.filter((step) => !["abuseipdb", "whois"].includes(step))).toEqual(expected);
});

test("absence: what is not there is not said", async () => {
  const ran = await runLesson("absence", { finding: { ...finding, application: null } });
  expect(ran.steps).not.toContain("say-where");
});

const travel = examples["geo.compare-logins"] as object;
const quiet = { score: 0, reports: 0, country: null };
test.each([
  ["explained and not reported", { ...travel, explained: true }, quiet, "mark-clean"],
  ["explained, but a source is silent", { ...travel, explained: true }, fails("Unauthorized"), "mark-unknown"],
  ["reported", { ...travel, explained: true }, { ...quiet, score: 98 }, "mark-malicious"],
  ["neither", { ...travel, explained: false }, quiet, "mark-unknown"],
])("branches: %s", async (_, compared, abuse, expected) => {
  const answers = { "geo.compare-logins": compared, "abuseipdb.check-ip": abuse };
  expect((await runLesson("branches", { answers })).steps.at(-1)).toBe(expected);
});

test("a loop passes over every login that has an address", async () => {
  const logins = [{ ip: "192.0.2.1" }, { ip: null }, { ip: "192.0.2.2" }];
  const answers = { "siem.logins-of": { total: 3, failures: 0, truncated: false, logins } };
  const ran = await runLesson("loop", { answers });
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.steps.filter((step) => step.startsWith("remember-ip")).toSorted()).toEqual([
    "remember-ip 0",
    "remember-ip 2",
  ]);
});

test.each([
  ["yes", "lower"],
  ["no", "raise"],
  ["expired", "keep"],
])("ask: after %s comes %s, and the answer is evidence", async (reply, expected) => {
  const ran = await runLesson("ask", { replies: { "was-it-you": reply } });
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.steps).toEqual(["who", "was-it-you", expected, "evidence"]);
});

test("a person who approves has seen the very inputs that are then sent", async () => {
  const ran = await runLesson("approval-and-plan", { replies: { "approve-containment": "approved" } });
  expect(ran.status).toBe("SUCCEEDED");
  const asked = ran.calls.find(({ step }) => step === "approve-containment")?.payload.request as {
    plan: { step: string; input: unknown }[];
  };
  expect(asked.plan.map(({ step }) => step)).toEqual(["disable-key", "revoke-sessions"]);
  expect(asked.plan.map(({ input }) => input)).toEqual(
    ["disable-key", "revoke-sessions"].map((step) => ran.inputOf(step)),
  );
});

test.each([
  ["denied", "approve-containment"],
  ["expired", "raise"],
])("after %s nothing is contained", async (reply, last) => {
  const ran = await runLesson("approval-and-plan", { replies: { "approve-containment": reply } });
  expect(ran.steps.at(-1)).toBe(last);
  expect(ran.steps.join()).not.toMatch(/disable-key|revoke-sessions/);
});
