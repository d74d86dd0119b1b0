import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantsOf } from "../../../actions/kit/runtime/case-store/grants.ts";
import { contractsOf } from "../../../chatops/approval/contracts.ts";
import { requestEvent } from "../../../chatops/approval/event.ts";
import { request } from "../../../chatops/approval/request.ts";
import { aContain, aRead } from "../../support/an-action.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { answersIn, aRequest, ask, entriesOf, later, now, says } from "./asking.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());
const answers = () => answersIn(product);

describe("two people are needed", () => {
  test("when nobody of ours is known for the subject", async () => {
    const { id, caseId, execution } = await ask({ request: { subject: null } });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true, decision: null });
    expect(answers()).toEqual([]);
    expect(await grantsOf(execution)).toEqual([]);
    expect(await says(id, "dana.kim", "approved")).toMatchObject({
      ok: false,
      message: expect.stringContaining("already"),
    });
    expect(await says(id, "sam.okafor", "approved", later(2))).toMatchObject({ ok: true, decision: "approved" });
    expect(answers()).toMatchObject([{ decision: "approved", by: "dana.kim and sam.okafor" }]);
    expect((await entriesOf(caseId)).map(({ kind }) => kind)).toEqual(["finding", "plan", "note", "decision"]);
  });

  test("and one no is enough", async () => {
    const { id } = await ask({ request: { subject: null } });
    await says(id, "dana.kim", "approved");
    expect(await says(id, "sam.okafor", "denied")).toMatchObject({ ok: true, decision: "denied" });
  });

  test("for a containment without a way back", async () => {
    const wipe = aContain({ id: "host.wipe", undo: { none: "what is gone is gone" } });
    const event = await aRequest({
      request: { plan: [{ step: "wipe", item: null, action: "host.wipe", input: { ip: "203.0.113.7" } }] },
    });
    const { approval: id } = await request(
      requestEvent.parse(event),
      contractsOf({ host: { wipe, check: aRead({ id: "host.check" }) } }),
      now,
    );
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true, decision: null });
    const plan = (await entriesOf(event.call.case)).find(({ kind }) => kind === "plan");
    expect(plan).toMatchObject({ lines: [{ undo: "no way back: what is gone is gone" }] });
  });

  test("for an execution that the dispatcher did not start, and the plan shows it", async () => {
    const { id, caseId } = await ask({ call: { execution: "made-by-hand" } });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ decision: null });
    const plan = (await entriesOf(caseId)).find(({ kind }) => kind === "plan");
    expect(plan).toMatchObject({
      because: [{ error: { cause: expect.stringContaining("not started by the dispatcher") } }],
    });
  });
});

describe("a finding that we doubt", () => {
  test("is asked about only with the doubt shown first", async () => {
    const { asked, caseId, id } = await ask({ finding: { source: "mallory" } });
    expect(asked).toBe(true);
    const plan = (await entriesOf(caseId)).find(({ kind }) => kind === "plan");
    expect(plan).toMatchObject({
      because: [{ step: "finding", status: "failed", error: { cause: "no publisher named mallory is known" } }],
    });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true });
  });

  test("of an account that its publisher may not report contains nothing, whoever says yes", async () => {
    const { asked, id, execution, caseId } = await ask({ finding: { account: "999999999999" } });
    expect(asked).toBe(false);
    expect(answers()).toMatchObject([{ decision: "not-asked" }]);
    expect((await entriesOf(caseId)).at(-1)).toMatchObject({ decision: "not-asked", via: "doubted finding" });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: false });
    expect(await grantsOf(execution)).toEqual([]);
  });
});
