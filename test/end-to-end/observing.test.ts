// A playbook in mode `observe`, which is what a playbook is in until somebody says otherwise: everything is looked up, the
// plan is on the case, nobody is asked and nothing is touched.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import type { IamSnapshot } from "../../infra/local/aws/iam/index.ts";
import { entriesOf, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { sectionOf, threadText, ticketText } from "./support/reading.ts";

let host: TestHost;
let untouched: IamSnapshot;
let view: CaseView;

beforeAll(async () => {
  host = await startTestHost({
    configuration: { playbooks: { "impossible-travel": { settings: { approvers: "identity-oncall" } } } },
  });
  untouched = host.iam.snapshot();
  const run = await host.run(fromReportedAddress("maria.lopez"));
  await host.ended(run);
  view = await host.mirrored(run.caseId);
});

afterAll(() => host.stop());

test("nothing is contained", () => {
  expect(host.iam.snapshot()).toEqual(untouched);
  expect(entriesOf(view, "containment")).toEqual([]);
  expect(entriesOf(view, "ending")).toMatchObject([{ status: "SUCCEEDED" }]);
});

test("nobody is asked, and the case says so", () => {
  expect(entriesOf(view, "decision")).toMatchObject([{ decision: "not-asked", by: null }]);
  expect(threadText(host, view)).not.toMatch(/approve|deny/i);
});

test("the plan is on case and ticket all the same, line by line", () => {
  const [plan] = entriesOf(view, "plan");
  expect(plan).toMatchObject({ asked: false });
  expect(plan?.lines.map(({ action }) => action)).toEqual([
    "iam.disable-access-key",
    "iam.disable-access-key",
    "identity.revoke-sessions",
  ]);
  expect(sectionOf(ticketText(host, view), "Plan, nobody is asked")).toContain("AKIAEXAMPLEMARIA0001");
});

test("the evidence is there as ever", () => {
  const outcomes = entriesOf(view, "evidence").flatMap(({ sections }) => sections);
  expect(outcomes).toHaveLength(8);
  expect(outcomes.every(({ status }) => status === "succeeded")).toBe(true);
});

test("refuses a decision on what was not asked", async () => {
  const [plan] = entriesOf(view, "plan");
  if (plan === undefined) throw new Error("the case has no plan");
  expect(await host.decide(plan, "dana.kim", "approved")).toMatchObject({ ok: false });
  expect(host.iam.snapshot()).toEqual(untouched);
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
