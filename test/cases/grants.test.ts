import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Grant,
  type GrantUse,
  grantsOf,
  recordGrantResult,
  saveStateFound,
  stateFound,
  useGrant,
  voidGrants,
  writeGrant,
} from "../../actions/kit/runtime/case-store/grants.ts";
import { type Product, startProduct } from "../support/product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

const now = new Date("2026-11-23T10:00:00Z");
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const key = { execution: "run-1", step: "disable-key", item: "0" };
const granted: Grant = {
  ...key,
  action: "iam.disable-access-key",
  digest: "d1",
  approval: "a1",
  decidedBy: "dana.kim",
  decidedAt: now.getTime(),
  expiresAt: later(60).getTime(),
};
const shown = { ...key, action: granted.action, digest: "d1", now };

describe("a grant", () => {
  test("lets its own call through, and its retries", async () => {
    await writeGrant(granted);
    expect(await useGrant(shown)).toBeNull();
    expect(await useGrant({ ...shown, now: later(5) })).toBeNull();
  });

  test("used twice gives the recorded result, and nothing is to be called again", async () => {
    await writeGrant(granted);
    await useGrant(shown);
    await recordGrantResult(key, { output: { changed: true }, simulated: true });
    await recordGrantResult(key, { output: { changed: false }, simulated: false });
    expect(await useGrant({ ...shown, now: later(1) })).toEqual({ output: { changed: true }, simulated: true });
  });

  const refusals: readonly (readonly [string, Partial<GrantUse>, string])[] = [
    ["another item", { item: "1" }, "nobody has granted it"],
    ["another step", { step: "revoke-sessions" }, "nobody has granted it"],
    ["another execution", { execution: "run-2" }, "nobody has granted it"],
    ["no item", { item: null }, "nobody has granted it"],
    ["another action", { action: "iam.delete-user" }, "the grant is for iam.disable-access-key"],
    ["another target, so another digest", { digest: "d2" }, "for another input than the one that was sent"],
    ["a time after its end", { now: later(60) }, "has expired at 2026-11-23T11:00:00.000Z"],
  ];
  for (const [what, changes, reason] of refusals) {
    test(`refuses ${what}`, async () => {
      await writeGrant(granted);
      await expect(useGrant({ ...shown, ...changes })).rejects.toMatchObject({
        name: "NoGrant",
        message: expect.stringContaining(reason),
      });
    });
  }

  test("refuses everything once it is void, also when it is written again", async () => {
    await writeGrant(granted);
    expect(await voidGrants({ execution: "run-1" }, { because: "too late", now })).toBe(1);
    await writeGrant(granted);
    await expect(useGrant(shown)).rejects.toThrow("the grant is void: too late");
    expect(await voidGrants({ execution: "run-1" }, { because: "again", now })).toBe(0);
  });

  test("of one approval is taken back without those of another", async () => {
    await writeGrant(granted);
    await writeGrant({ ...granted, step: "revoke-sessions", item: null, approval: "a2" });
    await voidGrants({ execution: "run-1", approval: "a2" }, { because: "denied", now });
    expect((await grantsOf("run-1")).map(({ voidedAt }) => voidedAt)).toEqual([null, now.getTime()]);
    expect(await useGrant(shown)).toBeNull();
  });

  test("refuses a second input for a call that was made under an earlier grant", async () => {
    await writeGrant(granted);
    await useGrant(shown);
    await writeGrant({ ...granted, approval: "a2", digest: "d2" });
    await expect(useGrant({ ...shown, digest: "d2" })).rejects.toThrow("with another input before");
  });
});

describe("the state found", () => {
  test("is the first one saved, whatever a retry finds", async () => {
    expect(await saveStateFound(key, { status: "Active" })).toEqual({ status: "Active" });
    expect(await saveStateFound(key, { status: "Inactive" })).toEqual({ status: "Active" });
    expect(await stateFound(key)).toEqual({ status: "Active" });
    expect(await stateFound({ ...key, item: "9" })).toBeNull();
  });
});
