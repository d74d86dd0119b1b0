import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeApproval, getApproval } from "../../../actions/kit/runtime/case-store/approvals.ts";
import { grantsOf } from "../../../actions/kit/runtime/case-store/grants.ts";
import { handler as dispatcher, type Started } from "../../../playbooks/dispatcher/dispatcher.ts";
import { aFinding, type Product, startProduct } from "../../support/product.ts";
import { answersIn, ask, entriesOf, later, says, use } from "./asking.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());
const answers = () => answersIn(product);

describe("a decision", () => {
  test("to approve writes a grant for each line, tells the case, and answers the task, in this order", async () => {
    const { id, caseId, execution } = await ask();
    product.noted.length = 0;
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true, decision: "approved", case: caseId });
    expect(answers()).toEqual([{ decision: "approved", approval: id, by: "dana.kim" }]);
    const written = product.noted
      .filter(({ operation }) => /Put|Success/.test(operation))
      .map(({ input }) => JSON.stringify(input));
    expect(written.map((text) => /grant#|entry#decision|taskToken/.exec(text)?.[0])).toEqual([
      "grant#",
      "entry#decision",
      "taskToken",
    ]);
    expect((await entriesOf(caseId)).at(-1)).toMatchObject({
      kind: "decision",
      decision: "approved",
      by: "dana.kim",
      via: "shell",
    });
    expect(await use(execution)).toBeNull();
    await expect(use(execution, later(62))).rejects.toThrow("has expired");
  });

  test("to deny writes no grant", async () => {
    const { id, execution } = await ask();
    expect(await says(id, "dana.kim", "denied")).toMatchObject({ ok: true, decision: "denied" });
    expect(answers()).toEqual([{ decision: "denied", approval: id, by: "dana.kim" }]);
    expect(await grantsOf(execution)).toEqual([]);
  });

  test("a second time changes nothing and says so", async () => {
    const { id, execution } = await ask();
    await says(id, "dana.kim", "approved");
    expect(await says(id, "sam.okafor", "denied")).toMatchObject({
      ok: false,
      decision: "approved",
      message: "already approved by dana.kim; nothing changed",
    });
    expect(answers()).toHaveLength(1);
    expect(await grantsOf(execution)).toHaveLength(1);
  });

  test("by two at the same moment is one decision", async () => {
    const { id } = await ask();
    const both = await Promise.all([says(id, "dana.kim", "approved"), says(id, "sam.okafor", "denied")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers().map(({ decision }) => decision)).size).toBe(1);
  });

  const refusals: readonly (readonly [string, string, string])[] = [
    ["the subject", "maria.lopez", "nobody decides for themselves"],
    ["an outsider", "lee.wong", "lee.wong is not among those who decide this"],
    ["a stranger", "mallory", "mallory is not a person in the configuration"],
  ];
  for (const [who, person, reason] of refusals) {
    for (const decision of ["approved", "denied"] as const) {
      test(`refuses ${who} who wants it ${decision}, and notes it on the case`, async () => {
        const { id, caseId, execution } = await ask();
        expect(await says(id, person, decision)).toMatchObject({
          ok: false,
          decision: null,
          message: expect.stringContaining(reason),
        });
        await says(id, person, decision);
        const notes = (await entriesOf(caseId)).filter(({ kind }) => kind === "note");
        expect(notes).toMatchObject([{ by: person, text: expect.stringContaining(reason) }]);
        expect(await grantsOf(execution)).toEqual([]);
        expect(answers()).toEqual([]);
      });
    }
  }

  test("refuses who asked for it, but lets them deny", async () => {
    const started = (await dispatcher({
      kind: "start",
      finding: aFinding(),
      requestedBy: "dana.kim",
      mode: "live",
    })) as Started;
    expect(started.ok).toBe(true);
    const { id } = await ask({ finding: { id: "finding-1" } });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({
      ok: false,
      message: expect.stringContaining("asked for this"),
    });
    expect(await says(id, "dana.kim", "denied")).toMatchObject({ ok: true });
  });

  test("refuses one that comes after the deadline, and records that it expired", async () => {
    const { id, caseId, execution } = await ask();
    expect(await says(id, "dana.kim", "approved", later(31))).toMatchObject({
      ok: false,
      message: expect.stringContaining("too late"),
    });
    const entries = await entriesOf(caseId);
    expect(entries.find(({ kind }) => kind === "decision")).toMatchObject({
      decision: "expired",
      by: null,
      via: "clock",
    });
    expect(await says(id, "dana.kim", "approved", later(2))).toMatchObject({ ok: false });
    expect(await grantsOf(execution)).toEqual([]);
  });

  test("refuses an approval that is not there", async () => {
    expect(await says("nowhere", "dana.kim", "approved")).toMatchObject({
      ok: false,
      message: expect.stringContaining("no approval nowhere"),
    });
  });

  for (const error of ["TaskTimedOut", "TaskDoesNotExist"]) {
    test(`that comes when the task no longer waits (${error}) takes its grants back`, async () => {
      const { id, caseId, execution } = await ask();
      product.next("SendTaskSuccess", { error });
      expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: false, decision: null });
      await expect(use(execution)).rejects.toMatchObject({ name: "NoGrant" });
      expect((await entriesOf(caseId)).at(-1)).toMatchObject({
        kind: "note",
        text: expect.stringContaining("1 grants are void"),
      });
    });
  }

  test("whose answer did not get through is delivered by the next click, and keeps its grants", async () => {
    const { id, execution } = await ask();
    product.next("SendTaskSuccess", { error: "AccessDeniedException" });
    await expect(says(id, "dana.kim", "approved")).rejects.toThrow();
    expect(await says(id, "sam.okafor", "denied")).toMatchObject({
      ok: false,
      message: expect.stringContaining("told again"),
    });
    expect(answers().map(({ decision, by }) => `${decision} ${by}`)).toEqual([
      "approved dana.kim",
      "approved dana.kim",
    ]);
    expect(await use(execution)).toBeNull();
  });

  test("delivered twice does not take the grants back, because the first delivery may have been heard", async () => {
    const { id, execution } = await ask();
    await says(id, "dana.kim", "approved");
    const kept = await getApproval(id);
    if (kept !== null) await changeApproval(kept, { answered: false });
    product.next("SendTaskSuccess", { error: "TaskTimedOut" });
    await says(id, "sam.okafor", "approved");
    expect(await use(execution)).toBeNull();
  });
});
