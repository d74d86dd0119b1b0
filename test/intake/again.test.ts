// Nothing is lost: dead letters are listed, shown and taken in again, and an execution is run once more, from the shell.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { fromReportedAddress } from "../end-to-end/support/findings.ts";
import { entriesOf, type Run, startTestHost, type TestHost, within } from "../support/local-host.ts";
import { type Said, shell } from "./shell.ts";

let host: TestHost;
let run: Run;
const broken = { ...fromReportedAddress("maria.lopez"), sourceIp: "banana\u202e" };
const fixable = { ...fromReportedAddress("jonas.berg"), kind: "bad-mood" };
const riposte = (...words: string[]): Promise<Said> => shell(...words, "--endpoint", host.origin);

beforeAll(async () => {
  host = await startTestHost();
  run = await host.run(fromReportedAddress("maria.lopez"));
  await host.plan(run);
});
afterAll(() => host.stop());

describe("riposte rerun", () => {
  test("starts the next attempt on the same case, says who asked, and takes no grant along", async () => {
    const { exitCode, out, error } = await riposte("rerun", run.execution, "--as", "sam.okafor");
    expect([exitCode, error]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`^${run.caseId}: impossible-travel started, attempt 2, execution [0-9a-f]{40}\\n$`));
    const second = out.trim().split(" ").at(-1) ?? "";
    const view = await host.whenCase(run.caseId, "a second question", (seen) => entriesOf(seen, "plan").length === 2);
    expect(view.head.executions).toEqual([run.execution, second]);
    expect(entriesOf(view, "note").map(({ text }) => text)).toContain("sam.okafor asked for this, attempt 2");
    expect(
      entriesOf(view, "plan")
        .map(({ execution }) => execution)
        .sort(),
    ).toEqual([run.execution, second].sort());
    expect(entriesOf(view, "containment")).toEqual([]);
  });

  test("refuses an execution that is not there, and somebody nobody knows", async () => {
    expect(await riposte("rerun", "nowhere", "--as", "sam.okafor")).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('there is no execution "nowhere"'),
    });
    expect(await riposte("rerun", run.execution, "--as", "mallory")).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('knows nobody "mallory"'),
    });
  });
});

describe("riposte dlq", () => {
  const letters = async () =>
    JSON.parse((await riposte("dlq", "list", "--json")).out) as { id: string; reason: string }[];
  let both: readonly { id: string; reason: string }[] = [];

  beforeAll(async () => {
    await host.publish(broken);
    await host.publish(fixable);
    both = await within(
      20_000,
      async () => {
        const listed = await letters();
        return listed.length === 2 ? listed : null;
      },
      () => "the two messages are no dead letters within 20 s",
    );
  });

  test("lists every message with its reason, twice the same", async () => {
    const { out } = await riposte("dlq", "list");
    expect(out).toContain('sourceIp: expected an IP address, saw "banana"');
    expect(out).toContain('saw "bad-mood"');
    expect(out).not.toContain("\u202e");
    for (const { id } of both) expect(out).toContain(id);
  });

  test("shows one as it was published", async () => {
    const [id = ""] = both.filter(({ reason }) => reason.includes("bad-mood")).map((letter) => letter.id);
    const { out } = await riposte("dlq", "show", id, "--json");
    expect(JSON.parse(JSON.parse(out).text)).toEqual(fixable);
    expect(await riposte("dlq", "show", "nowhere")).toMatchObject({ exitCode: 1 });
  });

  test("replays, keeps what still cannot be read, and says why", async () => {
    const { exitCode, out } = await riposte("dlq", "replay", "--as", "dana.kim");
    expect(exitCode).toBe(1);
    expect(out.match(/stays: /g)).toHaveLength(2);
  });
});

test("what can be read is taken in by a replay, once, and is no letter any more", async () => {
  const { SendMessageCommand, SQSClient } = await import("@aws-sdk/client-sqs");
  const finding = fromReportedAddress("jonas.berg");
  const client = new SQSClient({});
  // As the queue itself moves a message after its last receive: without a reason.
  await client.send(
    new SendMessageCommand({ QueueUrl: process.env.RIPOSTE_DEAD_LETTER_QUEUE, MessageBody: JSON.stringify(finding) }),
  );
  client.destroy();
  const listed = JSON.parse((await riposte("dlq", "list", "--json")).out) as { id: string; reason: string }[];
  const [id = ""] = listed.filter(({ reason }) => reason === "unanswered in five receives").map((letter) => letter.id);
  const { exitCode, out } = await riposte("dlq", "replay", id, "--as", "dana.kim");
  expect(exitCode).toBe(0);
  expect(out).toContain("impossible-travel started, attempt 1");
  const [first] = await caseStore().list();
  expect(first).toMatchObject({ findings: 1, executions: [expect.any(String)] });
  const { out: left } = await riposte("dlq", "list");
  expect(left).not.toContain(id);
  expect(left.match(/expected/g)).toHaveLength(2);
});
