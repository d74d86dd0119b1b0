import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CaseEntry } from "../../actions/kit/contract/index.ts";
import { approvalId, putApproval } from "../../actions/kit/runtime/case-store/approvals.ts";
import { useGrant, writeGrant } from "../../actions/kit/runtime/case-store/grants.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { handler as dispatcher } from "../../playbooks/dispatcher/dispatcher.ts";
import { handler as ending } from "../../playbooks/dispatcher/ending.ts";
import { AHistory, aStatusChange } from "../support/a-history.ts";
import { aBatch, aFinding, type Product, startProduct } from "../support/product.ts";

let product: Product;
let id: string;
let execution: string;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  await product.reset();
  await dispatcher(aBatch(aFinding()));
  const [head] = await caseStore().list();
  id = head?.id ?? "";
  execution = head?.executions[0] ?? "";
});
afterAll(() => product.stop());

const aRun = (mode: "live" | "dry-run" = "live") => new AHistory({ execution, case: id, mode });

/** Ends the execution with this history, which is served in pages of twenty. */
async function ended(history: AHistory, status: string, failure: { error?: string; cause?: string } = {}) {
  product.always("GetExecutionHistory", ({ nextToken }) => {
    const from = Number(nextToken ?? 0);
    const events = history.events.slice(from, from + 20);
    const more = from + 20 < history.events.length;
    return { output: { events, ...(more ? { nextToken: String(from + 20) } : {}) } };
  });
  const answer = await ending(aStatusChange(execution, status, failure));
  const view = await caseStore().view(id);
  return { answer, head: view.head, entries: view.entries };
}

const of = <Kind extends CaseEntry["kind"]>(entries: readonly CaseEntry[], kind: Kind) =>
  entries.filter((entry): entry is Extract<CaseEntry, { kind: Kind }> => entry.kind === kind);

const sentences = (entries: readonly CaseEntry[]) =>
  of(entries, "ending")[0]?.steps.map(
    ({ step, item, status, sentence }) => `${step}${item === null ? "" : ` ${item}`}: ${status}: ${sentence}`,
  );

const plan = (lines: readonly string[]): CaseEntry => ({
  kind: "plan",
  id: "plan:x",
  at: "2026-11-23T10:00:00.000Z",
  simulated: false,
  execution,
  approval: "x",
  lines: lines.map((item) => ({
    step: "disable-key",
    item,
    action: "iam.disable-access-key",
    input: {},
    title: "Disable an access key",
    target: `access key ${item}`,
    account: null,
    undo: "Enable it again",
    expiry: null,
  })),
  because: [],
  subject: null,
  approvers: [],
  until: "2026-11-23T10:30:00.000Z",
  asked: true,
});

describe("an execution that succeeded", () => {
  test("leaves every step in words, what was contained, and no raised severity", async () => {
    await caseStore().append(id, plan(["0", "1"]));
    const history = aRun()
      .answered("who", {})
      .answered("abuseipdb", { score: 98 }, { failures: ["RateLimited"] })
      .answered("evidence", { entry: "e" })
      .entered("verdict")
      .asked("approve-containment", { decision: "approved", approval: "x", by: "dana.kim" })
      .entered("each-key")
      .answered("disable-key", { changed: true }, { item: "0", simulated: true })
      .answered("disable-key", { changed: false }, { item: "1" })
      .answered("revoke-sessions", { changed: true });
    const { entries, head } = await ended(history, "SUCCEEDED");
    expect(sentences(entries)).toEqual([
      "who: succeeded: answered",
      "abuseipdb: succeeded: answered after 2 tries",
      "evidence: succeeded: written",
      "verdict: succeeded: a branch was chosen",
      "approve-containment: succeeded: approved by dana.kim",
      "each-key: succeeded: its list was gone through",
      "disable-key 0: succeeded: done",
      "disable-key 1: succeeded: was so already",
      "revoke-sessions: succeeded: done",
    ]);
    expect(of(entries, "containment").map(({ target, outcome, simulated }) => [target, outcome, simulated])).toEqual([
      ["access key 0", "done", true],
      ["access key 1", "already-so", false],
      ['{"of":"revoke-sessions"}', "done", false],
    ]);
    expect(of(entries, "ending")[0]).toMatchObject({ status: "SUCCEEDED", error: null, simulated: true });
    expect(head.severity).toBe("high");
    expect(of(entries, "severity")).toEqual([]);
  });

  test("told of twice leaves everything once", async () => {
    const history = aRun().answered("who", {}).asked("approve-containment", null);
    const first = await ended(history, "FAILED");
    const second = await ended(history, "FAILED");
    expect(second.entries).toEqual(first.entries);
    expect(second.head.severity).toBe(first.head.severity);
  });

  test("in a dry run says what would be done", async () => {
    const { entries } = await ended(aRun("dry-run").answered("revoke-sessions", { changed: true }), "SUCCEEDED");
    expect(of(entries, "containment")).toMatchObject([{ outcome: "would-do" }]);
    expect(of(entries, "ending")).toMatchObject([{ mode: "dry-run" }]);
  });
});

describe("an execution that failed", () => {
  test("raises the case, and says what failed and why, and what never ran", async () => {
    const history = aRun()
      .failed("who", "NotFound", "there is no user maria.lopez")
      .answered("abuseipdb", { score: 98 });
    const { entries, head } = await ended(history, "FAILED", { error: "ReadFailed", cause: "no answer from who" });
    expect(head.severity).toBe("critical");
    expect(of(entries, "severity")).toMatchObject([{ reason: expect.stringContaining('"Impossible travel" failed') }]);
    expect(of(entries, "ending")[0]?.error).toBe("ReadFailed: no answer from who");
    expect(sentences(entries)?.slice(0, 3)).toEqual([
      "who: failed: failed: NotFound: there is no user maria.lopez",
      "abuseipdb: succeeded: answered",
      "evidence: not-reached: another branch was taken, or the execution ended before",
    ]);
  });

  test("before its evidence was written leaves what was learned on the case", async () => {
    const history = aRun()
      .answered("who", { person: null }, { simulated: true })
      .failed("abuseipdb", "RateLimited", "429");
    const { entries } = await ended(history, "FAILED");
    expect(of(entries, "evidence")).toMatchObject([
      {
        simulated: true,
        sections: [
          { step: "who", action: "identity.resolve-principal", status: "succeeded", output: { person: null } },
          { step: "abuseipdb", status: "failed", output: null, error: { name: "RateLimited", cause: "429" } },
        ],
      },
    ]);
  });

  test("leaves the evidence that its step wrote as it is", async () => {
    await caseStore().append(id, {
      kind: "evidence",
      id: "e",
      at: "2026-11-23T10:00:00.000Z",
      simulated: false,
      execution,
      sections: [],
    });
    const { entries } = await ended(aRun().answered("who", {}), "FAILED");
    expect(of(entries, "evidence")).toHaveLength(1);
  });

  test("tells a containment that failed from one whose effect could not be seen", async () => {
    await caseStore().append(id, plan(["0", "1"]));
    const history = aRun()
      .failed("disable-key", "Refused", "the key is gone", { item: "0" })
      .failed("disable-key", "Unverified", "the key is still active", { item: "1" });
    const { entries } = await ended(history, "FAILED");
    expect(of(entries, "containment").map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
      ["failed", "Disable an access key: access key 0: not done: Refused: the key is gone"],
      [
        "unverified",
        "Disable an access key: access key 1: tried, and its effect could not be seen: Unverified: the key is still active",
      ],
    ]);
  });

  for (const [status, how] of [
    ["TIMED_OUT", "timed out"],
    ["ABORTED", "was stopped"],
  ] as const) {
    test(`by ${status} says so and raises the case`, async () => {
      const { entries, head } = await ended(aRun().unfinished("who"), status);
      expect(head.severity).toBe("critical");
      expect(of(entries, "severity")[0]?.reason).toContain(how);
      expect(sentences(entries)?.[0]).toBe("who: failed: was under way when the execution ended");
    });
  }
});

describe("what an execution leaves open", () => {
  test("is closed: an approval whose time ran out is expired", async () => {
    const approval = approvalId({ execution, step: "approve-containment", item: null });
    const { entries } = await ended(aRun().asked("approve-containment", null), "SUCCEEDED");
    expect(of(entries, "decision")).toMatchObject([{ approval, decision: "expired", by: null, via: "clock" }]);
    expect(sentences(entries)).toContain("approve-containment: succeeded: nobody decided in time");
  });

  test("is told: a decision that the execution did not hear of in time", async () => {
    const step = "approve-containment";
    const approval = approvalId({ execution, step, item: null });
    await putApproval({
      ...{
        id: approval,
        case: id,
        execution,
        playbook: "impossible-travel",
        step,
        item: null,
        mode: "live",
        token: "t",
      },
      ...{ subject: null, approvers: [], requestedBy: null, needs: 1, doubts: [], calls: [], askedAt: 1, until: 2 },
      ...{ status: "approved", yes: ["dana.kim"], decidedBy: "dana.kim", decidedAt: 1, via: "slack", answered: false },
    });
    const { entries } = await ended(aRun().asked(step, null), "SUCCEEDED");
    expect(of(entries, "note")).toMatchObject([
      { text: expect.stringContaining("approved by dana.kim, and the execution did not hear") },
    ]);
  });

  test("is taken back: no grant outlives it", async () => {
    const grant = {
      execution,
      step: "disable-key",
      item: null,
      action: "iam.disable-access-key",
      digest: "d",
      approval: "a",
    };
    const now = Date.now();
    await writeGrant({ ...grant, decidedBy: "dana.kim", decidedAt: now, expiresAt: now + 3_600_000 });
    await ended(aRun(), "SUCCEEDED");
    await expect(useGrant({ ...grant, now: new Date() })).rejects.toThrow("the execution it was given to has ended");
  });
});

describe("what is no end", () => {
  test("is ignored: a running execution", async () => {
    expect(await ending(aStatusChange(execution, "RUNNING"))).toEqual({ ignored: "the execution is RUNNING" });
  });

  test("is ignored: an execution that no finding started", async () => {
    product.always("GetExecutionHistory", () => ({ output: { events: [] } }));
    expect(await ending(aStatusChange(execution, "FAILED"))).toMatchObject({ ignored: expect.any(String) });
  });

  test("refuses an event of another kind", async () => {
    await expect(ending({ "detail-type": "Something Else", detail: {} })).rejects.toThrow();
  });
});
