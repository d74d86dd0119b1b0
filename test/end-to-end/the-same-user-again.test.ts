// A further finding about a user whose case is open is counted there. It opens no second case and no second ticket, and
// asks again only when it brings something new.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";

let host: TestHost;
let run: Run;

beforeAll(async () => {
  host = await startTestHost();
  run = await host.run(fromReportedAddress("maria.lopez"));
  await host.plan(run);
  await host.publish(fromReportedAddress("maria.lopez"));
  await host.whenCase(run.caseId, "the counting of the second finding", ({ head }) => head.findings === 2);
});

afterAll(() => host.stop());

describe("one that brings nothing new", () => {
  test("is counted on the case and starts no execution", async () => {
    const view = await host.mirrored(run.caseId);
    expect(view.head).toMatchObject({ findings: 2, executions: [run.execution] });
    expect(await caseStore().list()).toHaveLength(1);
  });

  test("opens no second ticket and no second thread", async () => {
    await host.mirrored(run.caseId);
    expect(host.jira.issues()).toHaveLength(1);
    expect(host.slack.messages().filter(({ thread }) => thread === null)).toHaveLength(1);
  });

  test("is counted once, however often it is delivered", async () => {
    const again = fromReportedAddress("maria.lopez");
    await host.publish(again);
    await host.publish(again);
    await host.whenCase(run.caseId, "the counting of the third finding", ({ head }) => head.findings === 3);
    await host.pass(0); // until whatever was delivered is done with
    expect((await host.view(run.caseId)).head).toMatchObject({ findings: 3, executions: [run.execution] });
  });
});

describe("one from another address", () => {
  test("joins the same case, is looked up, and asks again", async () => {
    const second = await host.run(fromReportedAddress("maria.lopez", { sourceIp: "203.0.113.66" }));
    expect(second.caseId).toBe(run.caseId);
    const plan = await host.plan(second);
    const view = await host.mirrored(run.caseId);
    expect(view.head.executions).toEqual([run.execution, second.execution]);
    expect(view.entries.filter(({ kind }) => kind === "evidence")).toHaveLength(2);
    expect(plan.lines).toHaveLength(3);
    expect(host.jira.issues()).toHaveLength(1);
  });
});

test("a finding about somebody else has a case and a ticket of its own", async () => {
  const other = await host.run(fromReportedAddress("jonas.berg"));
  expect(other.caseId).not.toBe(run.caseId);
  await host.plan(other);
  await host.mirrored(other.caseId);
  expect(host.jira.issues()).toHaveLength(2);
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
