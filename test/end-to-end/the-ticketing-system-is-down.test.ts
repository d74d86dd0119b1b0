// An outage of the ticketing system delays the ticket, never the response: somebody is asked as soon as ever, and the
// ticket is whole and in order once its system is back.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { mirrorVisibilitySeconds } from "../../infra/local/intake.ts";
import { type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { deliveredTo, sectionOf, ticketText } from "./support/reading.ts";

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
});

afterAll(() => host.stop());

const failureOf = (view: CaseView): string | null =>
  view.mirrors.find(({ system }) => system === "jira")?.failure ?? null;

/** Milliseconds from the start of the execution until somebody was asked. */
async function untilAsked(run: Run): Promise<number> {
  const events = await host.history(run);
  const started = events.find(({ type }) => type === "ExecutionStarted")?.timestamp ?? new Date(0);
  const asked = events.find(({ type }) => type === "TaskSubmitted")?.timestamp ?? new Date(0);
  return asked.getTime() - started.getTime();
}

async function approved(run: Run): Promise<CaseView> {
  await host.approve(run);
  return host.ended(run);
}

async function once(isBack: () => void, caseId: string): Promise<CaseView> {
  isBack();
  await host.pass((mirrorVisibilitySeconds + 1) * 1_000);
  return host.mirrored(caseId);
}

/** Every entry after the finding, which the description holds, once and in order; long ones in several pieces. */
function expectWhole(view: CaseView): void {
  const delivered = deliveredTo(host, view);
  expect(new Set(delivered).size).toBe(delivered.length);
  const entries = delivered.map((piece) => piece.replace(/#\d+$/, ""));
  expect(entries.filter((entry, at) => entry !== entries[at - 1])).toEqual(view.entries.slice(1).map(({ id }) => id));
  expect(failureOf(view)).toBeNull();
}

describe("down from the beginning to the end", () => {
  let usual: number;
  let run: Run;
  let without: { readonly issues: number; readonly view: CaseView };
  let view: CaseView;

  beforeAll(async () => {
    const healthy = await host.run(fromReportedAddress("aiko.tanaka"));
    await approved(healthy);
    usual = await untilAsked(healthy);
    const issues = host.jira.issues().length;
    host.simulators.fail("jira", "503");
    run = await host.run(fromReportedAddress("maria.lopez"));
    await approved(run);
    const down = await host.whenCase(
      run.caseId,
      "the failure of the ticket on the case",
      (one) => failureOf(one) !== null,
    );
    without = { issues: host.jira.issues().length - issues, view: down };
    view = await once(() => host.simulators.fail("jira", null), run.caseId);
  });

  test("somebody is asked within the same time, and contains, while there is no ticket", async () => {
    expect(await untilAsked(run)).toBeLessThan(usual + 2_000);
    expect(without.issues).toBe(0);
    expect(without.view.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["evidence", "plan", "decision", "containment", "ending"]),
    );
  });

  test("the case says that the ticket is missing, and why", () => {
    expect(failureOf(without.view)).toMatch(/jira.*503/i);
  });

  test("the thread is not kept waiting", () => {
    const slack = without.view.mirrors.find(({ system }) => system === "slack");
    expect(slack).toMatchObject({ key: expect.any(String), failure: null });
  });

  test("one ticket is there once the system is back, whole, in order, and nothing of it twice", () => {
    expect(host.jira.issues().filter(({ summary }) => summary === view.head.title)).toHaveLength(1);
    expectWhole(view);
    for (const name of ["AbuseIPDB", "VirusTotal", "Known IP", "Past events", "WHOIS", "Recent logins", "Travel"]) {
      expect(sectionOf(ticketText(host, view), name)).not.toContain("No answer");
    }
  });
});

describe("down in the middle", () => {
  test("what the ticket lacks is added once, in order, below what it has", async () => {
    const run = await host.run(fromReportedAddress("jonas.berg"));
    await host.plan(run);
    const before = deliveredTo(host, await host.mirrored(run.caseId));
    host.simulators.fail("jira", "503");
    await approved(run);
    const down = await host.whenCase(
      run.caseId,
      "the failure of the ticket on the case",
      (one) => failureOf(one) !== null,
    );
    expect(deliveredTo(host, down)).toEqual(before);
    const view = await once(() => host.simulators.fail("jira", null), run.caseId);
    expect(deliveredTo(host, view).slice(0, before.length)).toEqual(before);
    expectWhole(view);
  });
});
