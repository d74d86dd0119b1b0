// A denied plan and a plan that nobody answers: keys and sessions stay as they were, and the case says so.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { grantsOf } from "../../actions/kit/runtime/case-store/grants.ts";
import type { IamSnapshot } from "../../infra/local/aws/iam/index.ts";
import { entriesOf, type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { threadText, ticketText } from "./support/reading.ts";

let host: TestHost;
let untouched: IamSnapshot;

beforeAll(async () => {
  host = await startTestHost();
  untouched = host.iam.snapshot();
});

afterAll(() => host.stop());

const anyCall = { action: "s3:GetObject" };
const changesOf = (system: string): number =>
  host.simulators.spy
    .requests(system)
    .filter(({ body }) => /Action=(Update|Put|Delete|Attach|Detach)/.test(body.toString())).length;

describe("denied", () => {
  let run: Run;
  let view: CaseView;

  beforeAll(async () => {
    run = await host.run(fromReportedAddress("maria.lopez"));
    const answer = await host.decide(await host.plan(run), "dana.kim", "denied");
    expect(answer).toMatchObject({ ok: true, decision: "denied" });
    await host.ended(run);
    view = await host.mirrored(run.caseId);
  });

  test("leaves every key, session and policy as it was", () => {
    expect(host.iam.snapshot()).toEqual(untouched);
    expect(changesOf("iam")).toBe(0);
    expect(host.iam.allows({ accessKey: "AKIAEXAMPLEMARIA0001" }, anyCall)).toBe(true);
    expect(host.iam.allows({ user: "maria.lopez", tokenIssuedAt: Date.now() - 60_000 }, anyCall)).toBe(true);
  });

  test("says on case, ticket and thread who denied it and that nothing was changed", () => {
    expect(entriesOf(view, "decision")).toMatchObject([{ decision: "denied", by: "dana.kim" }]);
    expect(entriesOf(view, "containment")).toEqual([]);
    expect(ticketText(host, view)).toContain("Denied by dana.kim through shell");
    expect(ticketText(host, view)).toContain("Nothing was changed.");
    expect(threadText(host, view)).toContain("dana.kim");
  });

  test("leaves no grant behind", async () => {
    expect(await grantsOf(run.execution)).toEqual([]);
  });

  test("ends well: a no is an answer, and the case stays at the finding's severity", () => {
    expect(entriesOf(view, "ending")).toMatchObject([{ status: "SUCCEEDED" }]);
    expect(view.head.severity).toBe("high");
  });

  test("refuses a later yes: the first decision stands", async () => {
    const [plan] = entriesOf(view, "plan");
    if (plan === undefined) throw new Error("the case has no plan");
    expect(await host.decide(plan, "sam.okafor", "approved")).toMatchObject({
      ok: false,
      message: "already denied by dana.kim; nothing changed",
    });
    expect(host.iam.snapshot()).toEqual(untouched);
  });
});

describe("expired", () => {
  let run: Run;
  let view: CaseView;

  beforeAll(async () => {
    run = await host.run(fromReportedAddress("jonas.berg", { severity: "medium" }));
    const { until } = await host.plan(run);
    await host.pass(Date.parse(until) - host.clock.now() + 1_000);
    await host.ended(run);
    view = await host.mirrored(run.caseId);
  });

  test("leaves every key, session and policy as it was", () => {
    expect(host.iam.snapshot()).toEqual(untouched);
    expect(changesOf("iam")).toBe(0);
  });

  test("leaves no grant behind", async () => {
    expect(await grantsOf(run.execution)).toEqual([]);
  });

  test("raises the severity and says why", () => {
    expect(view.head.severity).toBe("critical");
    expect(entriesOf(view, "severity")).toMatchObject([{ severity: "critical" }]);
  });

  test("says on case and ticket that nobody decided in time", () => {
    expect(entriesOf(view, "decision")).toMatchObject([{ decision: "expired", by: null }]);
    expect(entriesOf(view, "containment")).toEqual([]);
    expect(ticketText(host, view)).toContain("Nobody decided in time");
  });

  test("refuses a yes that comes too late", async () => {
    const [plan] = entriesOf(view, "plan");
    if (plan === undefined) throw new Error("the case has no plan");
    expect(await host.decide(plan, "dana.kim", "approved")).toMatchObject({ ok: false, decision: null });
    expect(host.iam.snapshot()).toEqual(untouched);
  });
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
