import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { handler, type Started } from "../../playbooks/dispatcher/dispatcher.ts";
import { aBatch, aFinding, aPlaybook, type Product, startProduct } from "../support/product.ts";

// Thousands of calls of the case table: seconds of work, and more on a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 });

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

const allDone = { batchItemFailures: [] };
const start = (changes: Record<string, unknown>) =>
  handler({ kind: "start", requestedBy: "dana.kim", mode: "live", attempt: 1, ...changes }) as Promise<Started>;

/** Delivers each by itself, all at once, as a queue does: what goes back comes again, at most as often as a queue would. */
async function deliverAll(findings: readonly object[]): Promise<void> {
  let waiting = findings;
  for (let turn = 0; waiting.length > 0 && turn < 5; turn += 1) {
    const answers = await Promise.all(waiting.map((finding) => handler(aBatch(finding))));
    waiting = waiting.filter((_, index) => JSON.stringify(answers[index]) !== JSON.stringify(allDone));
  }
  expect(waiting).toEqual([]);
}

async function onlyCase() {
  const cases = await caseStore().list();
  expect(cases).toHaveLength(1);
  return caseStore().view(cases[0]?.id ?? "");
}

describe("one finding", () => {
  test("opens a case, keeps the message, starts the playbook and tells the mirrors", async () => {
    expect(await handler(aBatch(aFinding()))).toEqual(allDone);
    const { head, entries } = await onlyCase();
    expect(head).toMatchObject({
      kind: "impossible-travel",
      playbook: "impossible-travel",
      severity: "high",
      findings: 1,
    });
    expect(entries.map(({ kind }) => kind)).toEqual(["finding"]);
    const [started] = product.asked("SFN", "StartExecution");
    expect(head.executions).toEqual([started?.input.name]);
    expect(JSON.parse(String(started?.input.input)).run).toEqual({
      case: head.id,
      startedBy: "splunk",
      requestedBy: null,
      mode: "live",
      attempt: 1,
    });
    expect(product.asked("S3")[0]?.input.path).toMatch(/^\/riposte-evidence\/findings\/[0-9a-f]{64}\.json/);
    expect(product.asked("SQS")[0]?.input.MessageBody).toBe(JSON.stringify({ case: head.id }));
  });

  test("costs six calls of the case table, and one that joins costs five", async () => {
    await handler(aBatch(aFinding()));
    expect(product.asked("DynamoDB")).toHaveLength(6);
    product.noted.length = 0;
    await handler(aBatch(aFinding({ id: "finding-2" })));
    expect(product.asked("DynamoDB")).toHaveLength(5);
  });

  test("comes raw as well as wrapped by SNS", async () => {
    const body = JSON.stringify(aFinding());
    expect(await handler({ Records: [{ messageId: "m", body }] })).toEqual(allDone);
    expect((await onlyCase()).head.findings).toBe(1);
  });

  test("of a kind that no playbook answers opens a case that says so", async () => {
    product.writeSettings({ playbooks: [] });
    expect(await handler(aBatch(aFinding()))).toEqual(allDone);
    const { head, entries } = await onlyCase();
    expect(head.playbook).toBe("none");
    expect(entries.at(-1)).toMatchObject({ kind: "note", text: expect.stringContaining("no playbook answers") });
    expect(product.asked("SFN")).toHaveLength(0);
  });
});

describe("one message of several findings", () => {
  const text = readFileSync(new URL("../findings/samples/security-hub/three-at-once.json", import.meta.url), "utf8");

  test("opens a case for each", async () => {
    expect(await handler(aBatch(text))).toEqual(allDone);
    expect((await caseStore().list()).map(({ kind }) => kind).sort()).toEqual([
      "impossible-travel",
      "login-brute-force",
      "unclassified",
    ]);
  });

  test("keeps what can be read, and puts the message with the reason of the rest into the dead letters", async () => {
    const message = JSON.parse(text);
    message.detail.findings[1].Title = 7;
    expect(await handler(aBatch(message))).toEqual(allDone);
    expect(await caseStore().list()).toHaveLength(2);
    const letters = product.asked("SQS").filter(({ input }) => String(input.QueueUrl).endsWith("-dead"));
    expect(letters.map(({ input }) => reasonOf(input))).toEqual([
      "finding 2: title: expected a text of 1 to 300 characters, saw 7",
    ]);
  });

  test("comes again whole when one of them fails, and nothing is doubled", async () => {
    product.next("PutItem", { error: "AccessDeniedException" });
    expect(await handler(aBatch(text))).toEqual({ batchItemFailures: [{ itemIdentifier: "message-0" }] });
    expect(await handler(aBatch(text))).toEqual(allDone);
    const cases = await caseStore().list();
    expect(cases.map(({ findings }) => findings)).toEqual([1, 1, 1]);
  });
});

test("a rule bound to a kind whose fields are missing opens a case that says what is missing", async () => {
  product.writeSettings({ rules: { "CORP-0042": "certificate-issued" } });
  await handler(aBatch(readFileSync(new URL("../findings/samples/splunk/own-rule.json", import.meta.url), "utf8")));
  expect((await onlyCase()).entries.map((entry) => (entry.kind === "note" ? entry.text : entry.kind))).toContainEqual(
    expect.stringContaining("taken as unclassified: its detection is of kind certificate-issued, but names: expected"),
  );
});

describe("the same finding", () => {
  test("200 times at once opens one case and starts one execution", async () => {
    await deliverAll(Array.from({ length: 200 }, () => aFinding({}, new Date(1e12))));
    const { head, entries } = await onlyCase();
    expect(head.findings).toBe(1);
    expect(head.executions).toHaveLength(1);
    expect(entries.filter(({ kind }) => kind === "finding")).toHaveLength(1);
    expect(new Set(product.asked("SFN", "StartExecution").map(({ input }) => input.name))).toEqual(
      new Set(head.executions),
    );
  });

  test("100 times at once, while calls of every kind fail, is neither lost nor doubled", async () => {
    let calls = 0;
    const fails = () => (calls++ < 240 && calls % 3 === 0 ? ({ error: "AccessDeniedException" } as const) : null);
    for (const operation of ["GetItem", "PutItem", "StartExecution", "SendMessage"]) product.always(operation, fails);
    await deliverAll(Array.from({ length: 100 }, () => aFinding({}, new Date(1e12))));
    expect(calls).toBeGreaterThan(240);
    const { head, entries } = await onlyCase();
    expect(head).toMatchObject({ findings: 1, executions: [expect.any(String)] });
    expect(entries.filter(({ kind }) => kind === "finding")).toHaveLength(1);
    expect(new Set(product.asked("SFN", "StartExecution").map(({ input }) => input.name))).toEqual(
      new Set(head.executions),
    );
  });

  test("is started again under the name of the next attempt, and says who asked", async () => {
    await handler(aBatch(aFinding()));
    const again = await start({ finding: aFinding(), attempt: 2 });
    const { head, entries } = await onlyCase();
    expect(again).toMatchObject({ ok: true, case: head.id });
    expect(head.executions).toHaveLength(2);
    expect(entries.at(-1)).toMatchObject({ kind: "note", text: "dana.kim asked for this, attempt 2" });
  });

  test("in a dry run has a case of its own", async () => {
    await start({ finding: aFinding(), mode: "dry-run" });
    await handler(aBatch(aFinding()));
    expect((await caseStore().list()).map(({ title }) => title).sort()).toEqual([
      "Impossible travel of maria.lopez",
      "dry run: Impossible travel of maria.lopez",
    ]);
  });
});

describe("a delivery that died", () => {
  const steps = ["GetItem", "PutItem", "StartExecution", "SendMessage", "PutObject"];
  for (const operation of steps) {
    for (const after of [0, 1, 2, 3]) {
      test(`at its ${operation} number ${after + 1} is continued by the next and nothing is doubled`, async () => {
        let count = 0;
        product.always(operation, () => (count++ === after ? { error: "AccessDeniedException" } : null));
        const batch = aBatch(aFinding());
        const first = await handler(batch);
        product.always(operation, () => null);
        if (count > after) expect(first).toEqual({ batchItemFailures: [{ itemIdentifier: "message-0" }] });
        expect(await handler(batch)).toEqual(allDone);
        const { head } = await onlyCase();
        expect(head.findings).toBe(1);
        expect(new Set(product.asked("SFN", "StartExecution").map(({ input }) => input.name))).toEqual(
          new Set(head.executions),
        );
        expect(head.executions).toHaveLength(1);
      });
    }
  }

  for (const after of [0, 1, 2, 3, 4, 5]) {
    test(`while joining, at its table call number ${after + 1}, is continued and its news still start an execution`, async () => {
      await handler(aBatch(aFinding()));
      let count = 0;
      const dies = () => (count++ === after ? ({ error: "AccessDeniedException" } as const) : null);
      for (const operation of ["GetItem", "PutItem", "UpdateItem"]) product.always(operation, dies);
      const batch = aBatch(aFinding({ id: "finding-2", sourceIp: "203.0.113.8" }));
      await handler(batch);
      for (const operation of ["GetItem", "PutItem", "UpdateItem"]) product.always(operation, () => null);
      expect(await handler(batch)).toEqual(allDone);
      const { head } = await onlyCase();
      expect(head.findings).toBe(2);
      expect(head.executions).toHaveLength(2);
    });
  }
});

describe("a repeat", () => {
  test("of the same entity joins the open case, is counted, and starts nothing", async () => {
    await handler(aBatch(aFinding()));
    await handler(aBatch(aFinding({ id: "finding-2" }), aFinding({ id: "finding-3" }), aFinding({ id: "finding-3" })));
    const { head, entries } = await onlyCase();
    expect(head.findings).toBe(3);
    expect(entries).toHaveLength(1);
    expect(product.asked("SFN", "StartExecution")).toHaveLength(1);
  });

  test("of higher severity raises the case and starts an execution", async () => {
    await handler(aBatch(aFinding()));
    await handler(aBatch(aFinding({ id: "finding-2", severity: "critical" })));
    const { head, entries } = await onlyCase();
    expect(head).toMatchObject({ severity: "critical", findings: 2 });
    expect(head.executions).toHaveLength(2);
    expect(entries.map(({ kind }) => kind)).toContain("severity");
  });

  test("of lower severity changes no severity", async () => {
    await handler(aBatch(aFinding()));
    await handler(aBatch(aFinding({ id: "finding-2", severity: "low" })));
    expect((await onlyCase()).head).toMatchObject({ severity: "high", findings: 2 });
  });

  test("from many at once, all different, ends in one case that counts each", async () => {
    const findings = Array.from({ length: 60 }, (_, index) => aFinding({ id: `finding-${index}` }));
    await deliverAll(findings);
    const { head } = await onlyCase();
    expect(head.findings).toBe(60);
    expect(head.executions).toHaveLength(1);
  });

  test("that says something else under the same id and version is heard, once", async () => {
    const [first, other] = [aFinding(), aFinding({ sourceIp: "203.0.113.8" })];
    await handler(aBatch(first));
    await handler(aBatch(other, other, first));
    const { head } = await onlyCase();
    expect(head.findings).toBe(2);
    expect(head.executions).toHaveLength(2);
  });

  test("of another entity opens another case", async () => {
    await handler(aBatch(aFinding(), aFinding({ id: "finding-2", user: { name: "jonas.berg" } })));
    expect(await caseStore().list()).toHaveLength(2);
  });

  test("after the playbook's window opens another case", async () => {
    const [playbook] = [aPlaybook()];
    product.writeSettings({
      playbooks: [{ ...playbook, repeats: { ...playbook.repeats, withinSeconds: 0.001 } }] as never,
    });
    await handler(aBatch(aFinding()));
    await handler(aBatch(aFinding({ id: "finding-2" })));
    expect(await caseStore().list()).toHaveLength(2);
  });
});

describe("a message that is no finding", () => {
  test("goes to the dead letters with its reason and counts as handled; the rest of the batch goes on", async () => {
    expect(await handler(aBatch(aFinding({ sourceIp: "banana" }), aFinding(), "{nonsense"))).toEqual(allDone);
    const letters = product
      .asked("SQS")
      .filter(({ input }) => String(input.QueueUrl).endsWith("riposte-findings-dead"));
    expect(letters.map(({ input }) => reasonOf(input))).toEqual([
      'sourceIp: expected an IP address, saw "banana"',
      expect.stringContaining("not JSON"),
    ]);
    expect((await onlyCase()).head.findings).toBe(1);
  });

  test("comes again when the dead letters do not take it", async () => {
    product.next("SendMessage", { error: "AccessDenied" });
    expect(await handler(aBatch("{"))).toEqual({ batchItemFailures: [{ itemIdentifier: "message-0" }] });
  });

  test("is an answer when the shell or Slack sends it", async () => {
    const answer = await start({ finding: aFinding({ user: {} }) });
    expect(answer).toEqual({ ok: false, message: "user.name: expected a text, but it is missing" });
  });
});

const reasonOf = (input: Record<string, unknown>): unknown =>
  (input.MessageAttributes as { reason: { StringValue: string } }).reason.StringValue;

describe("a finding that we doubt", () => {
  const doubted: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ["an unknown publisher", { source: "mallory" }, "no publisher named mallory is known"],
    ["a foreign account", { account: "999999999999" }, "may not report findings of account 999999999999"],
    ["the future", { lastSeen: new Date(Date.now() + 3_600_000).toISOString() }, "lies in the future"],
    [
      "the day before yesterday",
      { detectedAt: new Date(Date.now() - 172_800_000).toISOString() },
      "more than a day ago",
    ],
  ];
  for (const [from, changes, sentence] of doubted) {
    test(`from ${from} is enriched, and the case says what is doubted`, async () => {
      await handler(aBatch(aFinding(changes)));
      const { entries, head } = await onlyCase();
      expect(entries.find(({ kind }) => kind === "note")).toMatchObject({ text: expect.stringContaining(sentence) });
      expect(product.asked("SFN", "StartExecution")).toHaveLength(1);
      const { run } = await caseStore().origin(head.id, head.executions[0] ?? "");
      expect(run?.doubts.length).toBeGreaterThan(0);
    });
  }
});

test("an execution that cannot be started is a note on the case, and the message comes again", async () => {
  product.next("StartExecution", { error: "StateMachineDoesNotExist" });
  expect(await handler(aBatch(aFinding()))).toEqual({ batchItemFailures: [{ itemIdentifier: "message-0" }] });
  expect((await onlyCase()).entries.at(-1)).toMatchObject({
    kind: "note",
    text: expect.stringContaining("could not be started"),
  });
});
