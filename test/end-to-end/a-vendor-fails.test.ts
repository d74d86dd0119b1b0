// However a vendor fails, the case gets everything else and says what is missing and why. Every way to fail that the
// simulators know is tried on one lookup.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { permanentNames, retryableNames } from "../../actions/kit/contract/index.ts";
import { whyMissing } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { simulatedSystems } from "../../infra/local/names.ts";
import { type FailureKind, failureKinds } from "../../infra/local/simulators/index.ts";
import { type Entry, entriesOf, type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { evidenceText, sectionOf } from "./support/reading.ts";

const users = ["maria.lopez", "jonas.berg", "aiko.tanaka", "dana.kim", "sam.okafor", "ci-deploy", "break-glass"];
/** A slow answer is an answer: everything but that is a failure. The one that waits longest comes first. */
const kinds = failureKinds
  .filter((kind) => kind !== "slow")
  .toSorted((a, b) => Number(b === "timeout") - Number(a === "timeout"));

/** What AWS calls it when a function's time, or its step's, is over before it could say so itself. */
const timeouts = ["Sandbox.Timedout", "States.Timeout"];

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
});

afterAll(() => host.stop());

test("the names that `--fail` takes are those of the simulators", () => {
  expect(simulatedSystems).toEqual(host.simulators.systems);
});

/** Lets the waits before another try, or for an answer that never comes, be over at once, until somebody is asked. */
async function asked(run: Run, kind: FailureKind): Promise<Entry<"plan">> {
  const plan = host.plan(run);
  const isThere = plan.then(() => true);
  while (!(await Promise.race([isThere, sleep(20, false)]))) {
    if (kind !== "timeout") await host.pass(16_000);
    else if (await onlyAbuseipdbIsOpen(run)) host.clock.advance(16_000);
  }
  return plan;
}

async function onlyAbuseipdbIsOpen(run: Run): Promise<boolean> {
  const events = await host.history(run);
  const exited = new Set(events.map(({ stateExitedEventDetails: details }) => details?.name));
  const entered = events.flatMap(({ stateEnteredEventDetails: details }) => details?.name ?? []);
  const open = entered.filter((name) => !exited.has(name) && !name.startsWith("side by side"));
  return entered.includes("recent-logins") && open.length === 1 && open[0] === "abuseipdb";
}

describe.each(
  kinds.map((kind, at) => ({
    kind,
    user: users[at % users.length] ?? "",
    ip: `203.0.113.${7 + Math.floor(at / users.length)}`,
  })),
)("AbuseIPDB: $kind", ({ kind, user, ip }) => {
  let run: Run;
  let view: CaseView;
  let plan: Entry<"plan">;

  beforeAll(async () => {
    host.simulators.fail("abuseipdb", kind);
    run = await host.run(fromReportedAddress(user, { sourceIp: ip }));
    await host.mirrored(run.caseId); // moved time must not cut the mirrors off
    plan = await asked(run, kind);
    host.simulators.fail("abuseipdb", null);
    view = await host.mirrored(run.caseId);
  });

  const outcomes = () => {
    const evidence = entriesOf(view, "evidence").find(({ execution }) => execution === run.execution);
    return new Map((evidence?.sections ?? []).map((outcome) => [outcome.step, outcome]));
  };
  const missing = () => {
    const outcome = outcomes().get("abuseipdb");
    if (outcome === undefined) throw new Error("the evidence says nothing of abuseipdb");
    return outcome;
  };

  test("the case has everything else", () => {
    const succeeded = [...outcomes().values()].filter(({ status }) => status === "succeeded").map(({ step }) => step);
    expect(succeeded).toEqual(["who", "travel", "virustotal", "known-ip", "past-events", "whois", "recent-logins"]);
  });

  test("the case says what is missing and why, by a name of ours", () => {
    expect(missing()).toMatchObject({ status: "failed", output: null });
    expect([...retryableNames, ...permanentNames, ...timeouts]).toContain(missing().error?.name);
    expect(missing().error?.name).not.toBe("Bug");
    if (/^\d+$/.test(kind)) expect(missing().error?.cause).toContain(`abuseipdb answered ${kind}`);
  });

  test("the ticket says the same, where the answer would be", () => {
    const section = sectionOf(evidenceText(host, view, run), "AbuseIPDB");
    expect(whyMissing(missing()).length).toBeGreaterThan("No answer: ".length);
    expect(section).toContain(whyMissing(missing()));
  });

  test("whoever is asked is told", () => {
    expect(plan.because.find(({ step }) => step === "abuseipdb")).toMatchObject({ status: "failed" });
  });
});
