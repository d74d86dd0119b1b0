// `riposte case` against a running host: what a person at the shell sees of the cases there are.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromReportedAddress } from "../end-to-end/support/findings.ts";
import { type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { shell, shellWith } from "./shell.ts";

let host: TestHost;
let run: Run;
beforeAll(async () => {
  host = await startTestHost();
  run = await host.run(fromReportedAddress("maria.lopez", { title: "Impossible travel of \u202emaria" }));
  await host.plan(run);
  await host.mirrored(run.caseId);
});
afterAll(() => host.stop());

describe("riposte case ID", () => {
  test("shows findings, evidence, the plan and the mirrors of a case", async () => {
    const { exitCode, out } = await shell("case", run.caseId, "--endpoint", host.origin);
    expect(exitCode).toBe(0);
    for (const words of [`Case ${run.caseId}`, "Finding", "AbuseIPDB", "Plan", "jira: SEC-", "slack: "]) {
      expect(out).toContain(words);
    }
    expect(out).not.toMatch(/[\u202e\u0007]/);
  });

  test("prints the whole case as JSON, and finds the host by AWS_ENDPOINT_URL too", async () => {
    const { exitCode, out } = await shellWith({ AWS_ENDPOINT_URL: host.origin }, "case", run.caseId, "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ head: { id: run.caseId, findings: 1 }, mirrors: [{}, {}] });
  });

  test("refuses an id that is none", async () => {
    const { exitCode, error } = await shell("case", "case-nowhere", "--endpoint", host.origin);
    expect(exitCode).toBe(1);
    expect(error).toBe('riposte: there is no case "case-nowhere": riposte case lists those there are\n');
  });
});

describe("riposte case", () => {
  test("lists the cases, the newest first", async () => {
    const { out } = await shell("case", "--endpoint", host.origin);
    expect(out).toMatch(new RegExp(`^${run.caseId}  \\d{4}-.*\\n  high · open · verdict unknown · 1 finding\\n`));
    const { out: json } = await shell("case", "--last", "1", "--json", "--endpoint", host.origin);
    expect(JSON.parse(json)).toMatchObject([{ id: run.caseId, executions: [run.execution] }]);
  });

  test("refuses when nothing says where the cases are", async () => {
    const { exitCode, error } = await shell("case");
    expect(exitCode).toBe(2);
    expect(error).toContain("pass --endpoint with the origin that the local host printed, or set RIPOSTE_CASES_TABLE");
  });

  test("refuses a host that is not there, and what is no origin", async () => {
    const away = await shell("case", "--endpoint", "http://127.0.0.1:9");
    expect(away).toMatchObject({ exitCode: 1, error: expect.stringContaining("could not be reached") });
    const odd = await shell("case", "--endpoint", "4747");
    expect(odd).toMatchObject({ exitCode: 2, error: expect.stringContaining("takes an origin such as") });
  });
});
