// The brakes. Containment is stopped in the middle of a run and allowed again by who may; an hour's limit stops it by
// itself, and people are asked whether to go on.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Configuration } from "../../actions/kit/contract/index.ts";
import { countBlast } from "../../actions/kit/runtime/case-store/blast-radius.ts";
import { entriesOf, type Run, startTestHost, type TestHost, within } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { askingMessage, decideInSlack, modalWords, slackIds, withPeople, wordsOf } from "./support/slack.ts";

const approve = "riposte.approve";
let host: TestHost;

/** Aiko responds and approves nothing; jonas is known by his identity, so that one person may decide about him. */
const people = [
  ...(withPeople.people ?? []).map((one) =>
    one.id === "jonas.berg" ? { ...one, identities: ["arn:aws:iam::111122223333:user/jonas.berg"] } : one,
  ),
  { id: "aiko.tanaka", name: "Aiko", email: "aiko.tanaka@example.com", roles: ["responder"], slack: slackIds.aiko },
] as Configuration["people"];

beforeAll(async () => {
  host = await startTestHost({ configuration: { ...withPeople, people } });
});

afterAll(() => host.stop());

const says = async (user: string, text: string): Promise<string> =>
  wordsOf(await host.slack.people.command(user, text));
const keysOf = (user: string): (string | undefined)[] =>
  host.iam
    .users()
    .filter(({ name }) => name === user)
    .flatMap(({ accessKeys }) => accessKeys.map(({ status }) => status));
const changes = (): number =>
  host.simulators.spy.requests("iam").filter(({ body }) => /Action=(Update|Put|Delete)/.test(body.toString())).length;

async function approved(run: Run): Promise<void> {
  const message = await askingMessage(host, await host.plan(run));
  expect(modalWords(await decideInSlack(host, slackIds.dana, message, approve))).toMatch(/approved/);
}

describe("stopped in the middle of a run", () => {
  let run: Run;

  test("the rest of the plan is not done, although it was approved, and the case says who stopped it", async () => {
    run = await host.run(fromReportedAddress("jonas.berg"));
    await host.plan(run);
    host.simulators.setLatency("iam", 400);
    await approved(run);
    await within(
      20_000,
      () => (keysOf("jonas.berg").includes("Active") ? null : true),
      () => "no key was disabled",
    );
    expect(await says(slackIds.aiko, "stop impossible-travel")).toMatch(/containment of impossible-travel is stopped/);
    host.simulators.setLatency("iam", 0);
    const view = await host.ended(run);
    const containments = entriesOf(view, "containment");
    expect(containments.map(({ outcome }) => outcome)).toContain("done");
    const refused = containments.filter(({ outcome }) => outcome === "failed");
    expect(refused.length).toBeGreaterThan(0);
    for (const { sentence } of refused) expect(sentence).toContain("aiko.tanaka has stopped the containment of");
    expect(refused.map(({ step }) => step)).toContain("revoke-sessions");
  });

  test("it stands in status and handover, and a second stop changes nothing and says so", async () => {
    for (const command of ["status", "handover"]) {
      expect(await says(slackIds.dana, command)).toMatch(
        /Containment of impossible-travel is stopped by aiko\.tanaka since/,
      );
    }
    expect(await says(slackIds.dana, "stop impossible-travel")).toMatch(/is stopped already; nothing changed/);
  });

  test("refuses a responder who resumes; an approver may, once, and both are in the journal", async () => {
    expect(await says(slackIds.aiko, "resume impossible-travel")).toMatch(/aiko\.tanaka lacks the role approver/);
    expect(await says(slackIds.dana, "resume")).toMatch(/all containment is not stopped; nothing changed/);
    expect(await says(slackIds.dana, "resume impossible-travel")).toMatch(/is allowed again/);
    expect(await says(slackIds.dana, "status")).toMatch(/Containment: not stopped/);
    const journal = await says(slackIds.sam, "journal");
    expect(journal).toMatch(/aiko\.tanaka: the containment of impossible-travel is stopped.*through slack/);
    expect(journal).toMatch(/dana\.kim: the containment of impossible-travel is allowed again.*through slack/);
  });

  test("the shell stops and resumes as Slack does, and ends with 1 where it is refused", async () => {
    const riposte = (...words: string[]) =>
      promisify(execFile)(process.execPath, ["cli/riposte.ts", ...words, "--endpoint", host.origin], {
        timeout: 20_000,
      });
    expect((await riposte("stop", "--as", "aiko.tanaka")).stdout).toBe(
      "all containment is stopped, running executions included\n",
    );
    expect(await says(slackIds.dana, "status")).toMatch(/All containment is stopped by aiko\.tanaka/);
    await expect(riposte("resume", "--as", "aiko.tanaka")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("aiko.tanaka lacks the role approver"),
    });
    expect((await riposte("resume", "--as", "dana.kim")).stdout).toMatch(/is allowed again/);
  });

  test("refuses to stop a playbook that is not there, naming those there are", async () => {
    expect(await says(slackIds.dana, "stop world-peace")).toMatch(
      /no playbook world-peace; there are .*impossible-travel/,
    );
  });

  test.each([
    ["nobody known", "mallory", /mallory is not a person in the configuration/],
    ["an analyst", "jonas.berg", /jonas\.berg lacks the role/],
  ])("refuses %s who asks the function itself", async (_, person, message) => {
    const answer = await host.invoke("riposte-approval", { kind: "stop", playbook: null, person, via: "shell" });
    expect(answer).toMatchObject({ ok: true, payload: { ok: false, message: expect.stringMatching(message) } });
    expect(await says(slackIds.dana, "status")).toMatch(/Containment: not stopped/);
  });
});

describe("the limit of an hour", () => {
  test("stops containment, asks, and goes on only where that was approved", async () => {
    await fill("iam.disable-access-key", 20);
    const run = await host.run(fromReportedAddress("maria.lopez"));
    const before = changes();
    const first = await askingMessage(host, await host.plan(run));
    await decideInSlack(host, slackIds.sam, first, approve);
    const more = await askedAgain(run, 1);
    expect(changes()).toBe(before);
    const answer = await host.slack.people.click(slackIds.sam, more, approve);
    expect(modalWords(answer)).toMatch(/Impact: 1 changes to 1 targets/);
    if (answer.opened === null) throw new Error("no modal");
    await host.slack.people.submit(slackIds.sam, answer.opened);
    const keys = keysOf("maria.lopez").length;
    for (let at = 2; at <= keys; at += 1)
      await decideInSlack(host, slackIds.sam, await askedAgain(run, at), "riposte.deny");
    const view = await host.ended(run);
    const notes = entriesOf(view, "note").map(({ text }) => text);
    expect(notes).toContainEqual(
      expect.stringMatching(/hourly limit of iam\.disable-access-key is reached, so disable-key was stopped/),
    );
    const outcomes = entriesOf(view, "containment").filter(({ step }) => step === "disable-key");
    expect(outcomes.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === "failed")).toHaveLength(keys - 1);
    expect(keysOf("maria.lopez").filter((status) => status === "Inactive")).toHaveLength(1);
  });

  test("counts each call once, by action, account, playbook and hour, however often it is repeated", async () => {
    const now = new Date("2026-01-01T10:20:00Z");
    const call = (step: string) => ({ execution: "e", step, item: null });
    const blast = { action: "iam.probe", account: "111122223333", playbook: "p", now };
    for (const step of ["a", "b", "a", "b"]) expect(await countBlast({ ...blast, call: call(step) }, 2)).toBe(true);
    expect(await countBlast({ ...blast, call: call("c") }, 2)).toBe(false);
    const others = [
      { account: null },
      { playbook: "q" },
      { action: "iam.other" },
      { now: new Date("2026-01-01T11:00:00Z") },
    ];
    for (const other of others) expect(await countBlast({ ...blast, ...other, call: call("c") }, 2)).toBe(true);
    const raced = await Promise.all(
      Array.from({ length: 8 }, (_, at) => countBlast({ ...blast, playbook: "raced", call: call(`s-${at}`) }, 3)),
    );
    expect(raced.filter(Boolean)).toHaveLength(3);
  });
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});

/** As if others had contained so often in this hour, and, should it end, in the next. */
async function fill(action: string, times: number): Promise<void> {
  for (const now of [new Date(), new Date(Date.now() + 3_600_000)]) {
    for (let at = 0; at < times; at += 1) {
      const call = { execution: `before-${at}`, step: "disable-key", item: null };
      await countBlast({ action, account: "111122223333", playbook: "impossible-travel", call, now }, null);
    }
  }
}

/** The message of the so-manieth question after the first. */
async function askedAgain(run: Run, at: number) {
  const view = await host.whenCase(
    run.caseId,
    `question ${at} about the limit`,
    (one) => entriesOf(one, "plan").length > at,
  );
  const plan = entriesOf(view, "plan")[at];
  if (plan === undefined) throw new Error("no plan");
  return askingMessage(host, plan);
}
