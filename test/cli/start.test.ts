// `riposte start`, from the finding to the finished case, as a person and as a script see it.
import { readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { caseView } from "../../actions/kit/contract/index.ts";
import { begin, type Ended, fileWith, start } from "./start-process.ts";

vi.setConfig({ testTimeout: 60_000 });

const document = z.object({
  execution: z.object({
    arn: z.string().startsWith("arn:aws:states:"),
    name: z.string(),
    status: z.string(),
    startDate: z.iso.datetime(),
    stopDate: z.iso.datetime(),
  }),
  steps: z.array(z.object({ id: z.string(), status: z.string(), started: z.iso.datetime(), ended: z.iso.datetime() })),
  case: caseView,
  ticket: z.object({ key: z.string(), summary: z.string(), comments: z.array(z.unknown()) }),
  estimate: z.record(z.string(), z.unknown()),
});

/** All of stdout is one document, or this throws. */
const documentOf = ({ stdout, stderr, exitCode }: Ended) => {
  if (exitCode !== 0) throw new Error(`it ended with ${exitCode}: ${stderr}`);
  return document.parse(JSON.parse(stdout));
};
const decisionOf = (printed: z.infer<typeof document>) =>
  printed.case.entries.flatMap((entry) => (entry.kind === "decision" ? [[entry.decision, entry.by]] : []));
const containedIn = (printed: z.infer<typeof document>) =>
  printed.case.entries.flatMap((entry) => (entry.kind === "containment" ? [[entry.step, entry.outcome]] : []));

describe("--once --json", () => {
  test("prints one document about execution, steps, case, ticket and estimate, and ends with 0", async () => {
    const ended = await start("--once", "--json");
    const printed = documentOf(ended);
    expect(printed.execution.status).toBe("SUCCEEDED");
    expect(printed.steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["who", "abuseipdb", "virustotal", "whois", "evidence", "approve-containment"]),
    );
    expect(printed.ticket).toMatchObject({ key: "SEC-1", summary: printed.case.head.title });
    expect(decisionOf(printed)).toEqual([["approved", "dana.kim"]]);
    expect(containedIn(printed)).toEqual([
      ["disable-key", "done"],
      ["disable-key", "done"],
      ["revoke-sessions", "done"],
    ]);
    expect(ended.stderr).toContain("Only simulated systems are touched");
  });

  test("--answer expired lets the time pass, contains nothing, and raises the severity", async () => {
    const ended = await start("--json", "--answer", "expired");
    const printed = documentOf(ended);
    expect(decisionOf(printed)).toEqual([["expired", null]]);
    expect(containedIn(printed)).toEqual([]);
    expect(printed.case.head.severity).toBe("critical");
    expect(printed.steps.find(({ id }) => id === "approve-containment")?.status).toBe("expired");
    expect(ended.stderr).not.toContain("riposte:");
  });

  test("--fail and --latency reach the vendors, --answer denied contains nothing: the case says both", async () => {
    const printed = documentOf(
      await start("--json", "--answer", "denied", "--fail", "abuseipdb=500", "--latency", "20"),
    );
    const [evidence] = printed.case.entries.flatMap((entry) => (entry.kind === "evidence" ? [entry] : []));
    const failed = evidence?.sections.filter(({ status }) => status !== "succeeded") ?? [];
    expect(failed.map(({ step }) => step)).toEqual(["abuseipdb"]);
    expect(failed[0]?.error?.cause).toContain("500");
    expect(decisionOf(printed)).toEqual([["denied", "dana.kim"]]);
    expect(containedIn(printed)).toEqual([]);
    expect(printed.execution.status).toBe("SUCCEEDED");
  });

  test("--finding takes one's own", async () => {
    const example = new URL(
      "../../infra/local/simulators/examples/impossible-travel-through-our-vpn.json",
      import.meta.url,
    );
    const path = fileWith("finding.json", readFileSync(example, "utf8"));
    const printed = documentOf(await start("--json", "--finding", path));
    expect(printed.case.head).toMatchObject({ verdict: "clean", title: expect.stringContaining("jonas.berg") });
    expect(decisionOf(printed)).toEqual([]);
  });
});

describe("for people", () => {
  test("--once shows the steps, the plan, the answer and the finished case", async () => {
    const { stdout, exitCode, stderr } = await start("--once");
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    for (const words of [
      "Published: Impossible travel: maria.lopez",
      "abuseipdb",
      "Plan, a decision is asked for",
      "The simulated approvers answer: approved. Only simulated systems are touched.",
      "approved by dana.kim",
      "The playbook came to its end",
      "SEC-1",
    ]) {
      expect(stdout).toContain(words);
    }
    expect(stdout).not.toMatch(/\u001b/);
  });

  test("stays up with its endpoints printed, and Ctrl-C ends all of it", async () => {
    const started = begin("--answer", "denied");
    await started.says("Still serving on http://127.0.0.1:");
    expect(started.lives()).toBe(true);
    started.signal("SIGINT");
    const { exitCode, stdout } = await started.ended;
    expect(exitCode).toBe(0);
    expect(started.lives()).toBe(false);
    expect(stdout).toMatch(/topic arn:aws:sns:us-east-1:000000000000:riposte-findings/);
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
    await expect(connects(port)).resolves.toBe(false);
  });

  test("Ctrl-C while somebody is asked ends all of it, and says how to decide instead", async () => {
    const started = begin();
    await started.says("Waiting for a decision: riposte approve ");
    started.signal("SIGINT");
    expect((await started.ended).exitCode).toBe(130);
    expect(started.lives()).toBe(false);
  });

  test("--help says what it takes", async () => {
    const { stdout, exitCode } = await start("--help");
    expect(exitCode).toBe(0);
    for (const option of ["--once", "--answer", "--json", "--finding", "--latency", "--fail", "--port", "--real"]) {
      expect(stdout).toContain(option);
    }
  });
});

const connects = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });
