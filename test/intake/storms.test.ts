// Floods: what is the same is counted where it belongs, what is new in a storm is counted on one case, and neither keeps
// what matters from its playbook.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { handler } from "../../playbooks/dispatcher/dispatcher.ts";
import { aBatch, type Product, startProduct } from "../support/product.ts";
import { bruteForce, deliver, injection, publishers, triage } from "./findings.ts";

// Thousands of calls of the case table: seconds of work, and more on a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 });

let product: Product;
beforeAll(async () => {
  product = await startProduct({ playbooks: [triage()], publishers: publishers("111122223333" as never) });
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

const numbered = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
/** Inputs of the executions that were started, once each: a repeated delivery starts the same name again, which is no start. */
const started = () => {
  const asked = product.asked("SFN", "StartExecution").map(({ input }) => input);
  return [...new Map(asked.map(({ name, input }) => [name, JSON.parse(String(input))])).values()];
};
const cases = async () => (await caseStore().list({ last: 1_000 })).toReversed();
const sum = async () => (await cases()).reduce((total, { findings }) => total + findings, 0);

describe("500 findings of failed logins from one address", () => {
  test("make one case with a count of 500 and one execution, whoever's logins they are; then one success starts another", async () => {
    await deliver(numbered(500, (at) => bruteForce(`f-${at}`, { user: { name: `user-${at % 90}` } })));
    expect(await cases()).toMatchObject([
      { kind: "login-brute-force", findings: 500, executions: [expect.any(String)] },
    ]);
    expect(started()).toHaveLength(1);

    await handler(aBatch(bruteForce("f-500", { succeeded: true })));
    const [only, ...others] = await cases();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ findings: 501, executions: [expect.any(String), expect.any(String)] });
    expect(started().at(-1).finding).toMatchObject({ id: "f-500" });
  });
});

describe("a storm of news about a case that is open", () => {
  const decoys = (from: number, count: number) =>
    numbered(count, (at) => injection(`decoy-${from + at}`, { host: `host-${from + at}.example.com` }));

  test("starts as many executions as the playbook's rate allows, and counts the rest on one case that says so", async () => {
    await deliver(decoys(0, 15));
    const [own, overflow, ...others] = await cases();
    expect(others).toEqual([]);
    expect(started()).toHaveLength(3);
    expect(own).toMatchObject({ kind: "sql-injection", findings: 3 });
    expect(overflow).toMatchObject({
      title: "Storm of findings for Triage: only counted",
      playbook: "none",
      findings: 12,
    });
    const { entries } = await caseStore().view(overflow?.id ?? "");
    expect(entries.map((entry) => (entry.kind === "note" ? entry.text : entry.kind))).toContainEqual(
      expect.stringContaining("come too often (more than 2 in 600 seconds): those are only counted here"),
    );
    expect(overflow?.executions).toEqual([]);
  });

  test("does not keep a critical finding, a success or a new entity from its playbook, and counts each once", async () => {
    await deliver([
      ...decoys(0, 10),
      injection("worst", { severity: "critical" }),
      injection("let-through", { blocked: false }),
      injection("elsewhere", { sourceIp: "192.0.2.44" }),
      ...decoys(10, 8),
    ]);
    const ids = started().map(({ finding }) => finding.id);
    expect(ids).toEqual(expect.arrayContaining(["worst", "let-through", "elsewhere"]));
    expect(ids).toHaveLength(6);
    expect(await sum()).toBe(21);
  });

  test("counts a finding once however often it comes, and where it was counted first", async () => {
    const findings = decoys(0, 8);
    await deliver(findings);
    await deliver(findings);
    expect(started()).toHaveLength(3);
    expect(await sum()).toBe(8);
    expect(await cases()).toHaveLength(2);
  });

  test("that is over lets the next of the same news through: what was only counted was not seen", async () => {
    await deliver(decoys(0, 8));
    const late = decoys(0, 8).map((finding) => ({ ...finding, id: `late-${finding.id}` }));
    product.writeSettings({
      playbooks: [{ ...triage(), repeats: { ...triage().repeats, storm: { over: 500, inSeconds: 600 } } } as never],
    });
    await deliver(late);
    expect(started()).toHaveLength(8);
    expect(await sum()).toBe(16);
  });

  for (const after of [0, 1, 2, 3, 4, 5, 6, 7]) {
    test(`a delivery that dies at its table call number ${after + 1} is continued, and counted once`, async () => {
      await deliver(decoys(0, 4));
      let count = 0;
      const dies = () => (count++ === after ? ({ error: "AccessDeniedException" } as const) : null);
      for (const operation of ["GetItem", "PutItem", "UpdateItem"]) product.always(operation, dies);
      const [decoy = {}] = decoys(4, 1);
      await handler(aBatch(decoy));
      for (const operation of ["GetItem", "PutItem", "UpdateItem"]) product.always(operation, () => null);
      await deliver([decoy]);
      expect(await sum()).toBe(5);
      expect(started()).toHaveLength(3);
    });
  }
});

test("what somebody asks for is looked at, also in a storm", async () => {
  await deliver(numbered(5, (at) => injection(`decoy-${at}`, { host: `host-${at}` })));
  const asked = {
    kind: "start",
    requestedBy: "dana.kim",
    mode: "live",
    finding: injection("asked", { host: "host-99" }),
  };
  expect(await handler(asked)).toMatchObject({ ok: true, aside: null, execution: expect.any(String) });
});
