import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CaseEntry } from "../../actions/kit/contract/index.ts";
import {
  type Arrival,
  caseStore,
  nameOf,
  type Placement,
  type Run,
} from "../../actions/kit/runtime/case-store/index.ts";
import { type Product, startProduct } from "../support/product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
const note = (id: string, second: number, text = id): CaseEntry => ({
  kind: "note",
  id,
  at: at(second),
  simulated: false,
  by: "dana.kim",
  text,
});

const arrival = (finding: string, changes: Partial<Arrival> = {}): Arrival => ({
  finding: nameOf([finding], 24),
  entity: { name: "maria", withinSeconds: 3_600 },
  brings: ["severity>=high"],
  news: [],
  raw: "digest",
  content: finding,
  now: new Date(at(0)),
  head: { title: "t", kind: "impossible-travel", playbook: "impossible-travel", account: null, severity: "high" },
  entry: {
    kind: "finding",
    id: `finding:${finding}`,
    at: at(0),
    simulated: false,
    finding,
    source: "s",
    title: "t",
    severity: "high",
  },
  run: null,
  ...changes,
});

const run: Run = { startedBy: "s", requestedBy: null, mode: "live", attempt: 1, account: null, at: at(1), doubts: [] };
const placed = async (finding: string, changes: Partial<Arrival> = {}): Promise<Placement> => {
  const placement = await caseStore().place(arrival(finding, changes));
  if (placement === null) throw new Error("the name is taken");
  return placement;
};
const openCase = async (): Promise<string> => (await placed("f1")).case;

describe("entries", () => {
  test("come back in the order of their times, and of what follows from what", async () => {
    const id = await openCase();
    await caseStore().append(id, note("third", 3));
    await caseStore().append(id, note("first", 1));
    await caseStore().append(id, {
      kind: "severity",
      id: "s",
      at: "2026-11-23T11:00:03+01:00",
      simulated: false,
      severity: "high",
      reason: "r",
    });
    const { entries } = await caseStore().view(id);
    expect(entries.map((entry) => entry.id)).toEqual(["finding:f1", "first", "s", "third"]);
  });

  test("are written once: a repeat answers what is there", async () => {
    const id = await openCase();
    await caseStore().append(id, note("n", 1, "said first"));
    expect(await caseStore().append(id, note("n", 2, "said again"))).toEqual(note("n", 1, "said first"));
    expect((await caseStore().view(id)).entries).toHaveLength(2);
  });

  test("keep numbers, empty lists, nulls and odd characters as they were", async () => {
    const id = await openCase();
    const output = {
      big: 123_456_789_012_345_680,
      small: 1e-7,
      none: [],
      nothing: null,
      text: '"\u0000\u202e💥',
      empty: "",
    };
    const section = { step: "a", action: "b.c", status: "succeeded", output, error: null, simulated: false } as const;
    await caseStore().append(id, {
      kind: "evidence",
      id: "e",
      at: at(1),
      simulated: false,
      execution: "x",
      sections: [section],
    });
    expect((await caseStore().view(id)).entries.at(-1)).toMatchObject({ sections: [{ output }] });
  });

  test("are read over as many pages as they fill", async () => {
    const id = await openCase();
    const long = "x".repeat(4_000);
    const entries = Array.from({ length: 400 }, (_, index) => note(`n${String(index).padStart(3, "0")}`, 1, long));
    await caseStore().appendAll(id, entries);
    expect((await caseStore().view(id)).entries).toHaveLength(401);
  });

  test("tell every mirror once under an id of their own, also when several are added", async () => {
    const id = await openCase();
    product.noted.length = 0;
    await caseStore().appendAll(id, [note("a", 1), note("b", 1)]);
    await caseStore().append(id, note("c", 1));
    await caseStore().append(id, note("c", 1));
    const told = product.asked("SQS").map(({ input }) => input);
    expect(told.map((input) => input.MessageGroupId)).toEqual([id, id, id]);
    expect(new Set(told.map((input) => input.MessageDeduplicationId)).size).toBe(2);
  });

  test("refuses an entry that does not fit its schema", async () => {
    await expect(caseStore().append("case-1", note("n", 1, "x".repeat(4_001)))).rejects.toThrow();
  });
});

describe("the head", () => {
  test("follows the latest verdict and severity, and an old call repeated changes nothing", async () => {
    const id = await openCase();
    const verdict = (name: string, second: number, value: "clean" | "malicious") =>
      caseStore().setVerdict(id, {
        id: name,
        at: at(second),
        simulated: false,
        execution: "x",
        verdict: value,
        because: [],
      });
    await verdict("v1", 1, "clean");
    await verdict("v2", 2, "malicious");
    await verdict("v1", 9, "clean");
    await caseStore().setSeverity(id, { id: "s", at: at(3), simulated: false, severity: "critical", reason: "r" });
    expect(await caseStore().head(id)).toMatchObject({ verdict: "malicious", severity: "critical" });
  });

  test("notes an execution once", async () => {
    const id = await openCase();
    await caseStore().addRun(id, "e1", { ...run, doubts: [{ sentence: "old", forbids: false }] });
    await caseStore().addRun(id, "e1", run);
    expect((await caseStore().head(id))?.executions).toEqual(["e1"]);
    expect((await caseStore().origin(id, "e1")).run?.doubts).toHaveLength(1);
    expect((await caseStore().origin(id, "toString")).run).toBeNull();
  });

  test("refuses an execution on a case that is not there", async () => {
    await expect(caseStore().addRun("case-nowhere", "e1", run)).rejects.toThrow("there is no case");
    expect(await caseStore().head("case-nowhere")).toBeNull();
    await expect(caseStore().view("case-nowhere")).rejects.toMatchObject({ name: "NotFound" });
  });

  test("is listed with the newest first", async () => {
    for (const second of [1, 3, 2]) {
      await caseStore().place(arrival(`f${second}`, { entity: null, now: new Date(at(second)) }));
    }
    const listed = await caseStore().list({ last: 2 });
    expect(listed.map(({ openedAt }) => openedAt)).toEqual([at(3), at(2)]);
  });
});

describe("joining", () => {
  test("counts each finding once, in whatever shard it lies", async () => {
    const id = await openCase();
    const findings = Array.from({ length: 40 }, (_, index) => `more-${index}`);
    await Promise.all([...findings, ...findings].map((finding) => caseStore().place(arrival(finding))));
    expect(await caseStore().head(id)).toMatchObject({ findings: 41 });
  });

  test("refuses a finding whose name another one has", async () => {
    await openCase();
    expect(await caseStore().place(arrival("f1", { content: "something else" }))).toBeNull();
  });

  test("tells who brought what first, and tells them again when they repeat it", async () => {
    await openCase();
    const second = { news: ["sourceIp=1"] };
    expect((await placed("f2", second)).brought).toEqual(["sourceIp=1"]);
    expect((await placed("f3", { news: ["sourceIp=1"] })).brought).toEqual([]);
    expect((await placed("f2", second)).brought).toEqual(["sourceIp=1"]);
  });

  test("remembers no more news than it has room for, and still takes what is worse", async () => {
    const id = await openCase();
    const many = (from: number) => Array.from({ length: 40 }, (_, index) => `sourceIp=${from + index}`);
    for (let turn = 0; turn < 20; turn += 1)
      await caseStore().place(arrival(`more-${turn}`, { news: many(turn * 40) }));
    const decoy = await placed("decoy", { news: ["sourceIp=new"] });
    expect(decoy).toMatchObject({ case: id, how: "joined", brought: [] });
    const worse = await placed("worse", { brings: ["severity>=critical"], news: ["sourceIp=new"] });
    expect(worse.brought).toEqual(["severity>=critical"]);
    expect(await caseStore().head(id)).toMatchObject({ findings: 23 });
  });

  test("refuses to join a case that is still being opened, and leaves the finding for its next delivery", async () => {
    product.always("PutItem", ({ Item }) =>
      JSON.stringify(Item).includes('"head"') ? { error: "AccessDeniedException" } : null,
    );
    await expect(caseStore().place(arrival("f1"))).rejects.toThrow();
    product.always("PutItem", () => null);
    await expect(caseStore().place(arrival("f2"))).rejects.toMatchObject({ name: "Conflict" });
    const opened = await placed("f1");
    expect(await caseStore().place(arrival("f2"))).toMatchObject({ case: opened.case, how: "joined" });
  });
});

describe("a mirror's state", () => {
  test("is kept per system and shown with the case", async () => {
    const id = await openCase();
    const state = { system: "jira", key: "SEC-1", url: null, delivered: ["a"], failure: null };
    expect(await caseStore().mirrorState(id, "jira")).toBeNull();
    await caseStore().saveMirrorState(id, state);
    expect(await caseStore().mirrorState(id, "jira")).toEqual(state);
    expect((await caseStore().view(id)).mirrors).toEqual([state]);
  });
});
