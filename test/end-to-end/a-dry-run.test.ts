// A rehearsal: everything is looked up, the approval is rehearsed, and of every write and containment the case says what
// it would do. Nothing is written but the rehearsal's own case.
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import type { IamSnapshot } from "../../infra/local/aws/iam/index.ts";
import { tables } from "../../infra/local/names.ts";
import { entriesOf, type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { ticketText } from "./support/reading.ts";

let host: TestHost;
let untouched: IamSnapshot;
let run: Run;
let view: CaseView;

const finding = fromReportedAddress("maria.lopez");

beforeAll(async () => {
  host = await startTestHost();
  untouched = host.iam.snapshot();
  const request = { kind: "start", mode: "dry-run", finding, requestedBy: "dana.kim" };
  const answer = await host.invoke("riposte-dispatcher", request);
  if (!answer.ok) throw new Error(answer.errorMessage);
  expect(answer.payload).toMatchObject({ ok: true, how: "opened", playbook: "impossible-travel" });
  run = await host.started(finding.id);
  await host.ended(run);
  view = await host.mirrored(run.caseId);
});

afterAll(() => host.stop());

describe("the organisation", () => {
  test("is as it was", () => {
    expect(host.iam.snapshot()).toEqual(untouched);
  });

  test("was asked and never told: IAM saw reads only", () => {
    const asked = host.simulators.spy
      .requests("iam")
      .map(({ body }) => /Action=(\w+)/.exec(body.toString())?.[1] ?? "");
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((action) => !/^(Get|List)/.test(action))).toEqual([]);
  });

  test("has no new address in its database", async () => {
    const client = new DynamoDBClient({});
    const { Items } = await client.send(new ScanCommand({ TableName: tables.ipAddresses }));
    client.destroy();
    expect(Items).toEqual([]);
  });
});

describe("the case", () => {
  test("is called a dry run and says who asked for it", () => {
    expect(view.head.title).toMatch(/^dry run: /);
    expect(entriesOf(view, "note").map(({ text }) => text)).toContainEqual(
      expect.stringContaining("dana.kim asked for this"),
    );
  });

  test("has the plan, rehearsed and not asked", () => {
    expect(entriesOf(view, "plan")).toMatchObject([{ asked: false, lines: { length: 3 } }]);
    expect(entriesOf(view, "decision")).toMatchObject([{ decision: "rehearsed" }]);
  });

  test("says of every containment what it would do", () => {
    const containments = entriesOf(view, "containment");
    expect(containments.map(({ step, item, outcome }) => [step, item, outcome])).toEqual([
      ["disable-key", "0", "would-do"],
      ["disable-key", "1", "would-do"],
      ["revoke-sessions", null, "would-do"],
    ]);
    for (const { sentence } of containments) expect(sentence).toContain("would be done; this was a dry run");
  });

  test("ends as a dry run, in the ticket too", () => {
    expect(entriesOf(view, "ending")).toMatchObject([{ status: "SUCCEEDED", mode: "dry-run" }]);
    expect(ticketText(host, view)).toContain("(dry run)");
  });
});

test("refuses a rehearsal without a mode", async () => {
  const answer = await host.invoke("riposte-dispatcher", { kind: "start", finding, requestedBy: "dana.kim" });
  expect(answer.ok).toBe(false);
});

test("answers with the reason when the finding cannot be read", async () => {
  const request = { kind: "start", mode: "dry-run", finding: { ...finding, kind: "bad-weather" }, requestedBy: null };
  const answer = await host.invoke("riposte-dispatcher", request);
  const payload = z.object({ ok: z.literal(false), message: z.string() }).parse(answer.ok ? answer.payload : null);
  expect(payload.message).toMatch(/^kind: /);
});

test("the live finding afterwards is a case of its own, and somebody is asked", async () => {
  const live = await host.run(finding);
  expect(live.caseId).not.toBe(run.caseId);
  expect(await host.plan(live)).toMatchObject({ asked: true });
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
