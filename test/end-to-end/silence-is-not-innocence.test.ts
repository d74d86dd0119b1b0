// A clean verdict is earned. A sign-in through our own VPN from an address that nobody reported is clean when every source
// says so, and a question for a person when one of them is silent.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entriesOf, startTestHost, type TestHost } from "../support/local-host.ts";
import { throughOurVpn } from "./support/findings.ts";
import { ticketText } from "./support/reading.ts";

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
});

afterAll(() => host.stop());

describe("a person is asked and the verdict stays unknown", () => {
  test.each([
    { user: "jonas.berg", silent: ["abuseipdb"], missing: ["abuseipdb"] },
    { user: "aiko.tanaka", silent: ["virustotal"], missing: ["virustotal"] },
    { user: "maria.lopez", silent: ["abuseipdb", "virustotal"], missing: ["abuseipdb", "virustotal"] },
    { user: "ci-deploy", silent: ["geo"], missing: ["travel"] },
  ])("with $silent silent and everything else clean", async ({ user, silent, missing }) => {
    for (const system of silent) host.simulators.fail(system, "401");
    const run = await host.run(throughOurVpn(user));
    const plan = await host.plan(run);
    for (const system of silent) host.simulators.fail(system, null);
    const unanswered = plan.because.filter(({ status }) => status !== "succeeded");
    expect(unanswered.map(({ step }) => step)).toEqual(missing);
    expect(plan.asked).toBe(true);
    await host.decide(plan, "dana.kim", "denied");
    await host.ended(run);
    const view = await host.mirrored(run.caseId);
    expect(view.head.verdict).toBe("unknown");
    expect(entriesOf(view, "verdict")).toEqual([]);
    expect(ticketText(host, view)).toContain("Without an answer of: ");
  });
});

describe("with every source answering", () => {
  test("the same sign-in is marked clean with what it rests on, and nobody is asked", async () => {
    const untouched = host.iam.snapshot();
    const run = await host.run(throughOurVpn("sam.okafor"));
    await host.ended(run);
    const view = await host.mirrored(run.caseId);
    expect(view.head.verdict).toBe("clean");
    expect(entriesOf(view, "verdict")).toMatchObject([
      { verdict: "clean", because: ["travel", "abuseipdb", "virustotal"] },
    ]);
    expect(entriesOf(view, "plan")).toEqual([]);
    expect(entriesOf(view, "decision")).toEqual([]);
    expect(entriesOf(view, "ending")).toMatchObject([{ status: "SUCCEEDED" }]);
    expect(ticketText(host, view)).toContain("Verdict: clean");
    expect(host.iam.snapshot()).toEqual(untouched);
  });
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
