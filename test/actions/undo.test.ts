// What was taken is given back exactly as it was found, once, and only while it is as it was left.
import { describe, expect, test } from "vitest";
import { disableAccessKey } from "../../actions/iam/disable-access-key/action.ts";
import { handler as disable } from "../../actions/iam/disable-access-key/handler.ts";
import { handler as enable } from "../../actions/iam/enable-access-key/handler.ts";
import { handler as restore } from "../../actions/identity/restore-sessions/handler.ts";
import { policyName } from "../../actions/identity/revocation.ts";
import { revokeSessions } from "../../actions/identity/revoke-sessions/action.ts";
import { handler as revoke } from "../../actions/identity/revoke-sessions/handler.ts";
import type { Call } from "../../actions/kit/contract/index.ts";
import {
  account,
  aStage,
  callOf as callOn,
  contained,
  grant,
  key,
  maria,
  old,
  session,
} from "./support/containment.ts";
import { failureOf } from "./support/world.ts";

const stage = aStage();
const callOf = (action: string, changes: Partial<Call> = {}): Call => callOn(stage, action, changes);

describe("an access key", () => {
  const input = { key: key("AKIAEXAMPLEMARIA0001") };
  const undoOf = (output: { changed: boolean; found: "Active" | "Inactive"; left: "Active" | "Inactive" }) => {
    if (!("input" in disableAccessKey.undo)) throw new Error("no undo");
    return disableAccessKey.undo.input(disableAccessKey.input.parse(input), output);
  };
  const status = () => stage.iam.users["maria.lopez"]?.keys[0]?.status;

  test("is given back as it was found, and only once", async () => {
    const output = await contained<Parameters<typeof undoOf>[0]>(disable, {
      action: "iam.disable-access-key",
      input: input,
      call: callOf("iam.disable-access-key"),
    });
    expect(output).toEqual({ changed: true, found: "Active", left: "Inactive" });
    expect(status()).toBe("Inactive");
    const undo = undoOf(output);
    expect(
      await contained(enable, { action: "iam.enable-access-key", input: undo, call: callOf("iam.enable-access-key") }),
    ).toMatchObject({ changed: true });
    expect(status()).toBe("Active");
    expect(
      await contained(enable, {
        action: "iam.enable-access-key",
        input: undo,
        call: callOf("iam.enable-access-key", { step: "again" }),
      }),
    ).toMatchObject({ changed: false });
  });

  test("that was out of use already is not changed, nor given back", async () => {
    const first = stage.iam.users["maria.lopez"]?.keys[0];
    if (first) first.status = "Inactive";
    const output = await contained<Parameters<typeof undoOf>[0]>(disable, {
      action: "iam.disable-access-key",
      input: input,
      call: callOf("iam.disable-access-key"),
    });
    expect(output).toEqual({ changed: false, found: "Inactive", left: "Inactive" });
    expect(
      await contained(enable, {
        action: "iam.enable-access-key",
        input: undoOf(output),
        call: callOf("iam.enable-access-key"),
      }),
    ).toMatchObject({ changed: false });
    expect(status()).toBe("Inactive");
    expect(stage.iam.calls).not.toContain("UpdateAccessKey");
  });

  test("that is there no more is refused by name", async () => {
    stage.iam.users["maria.lopez"]?.keys.splice(0, 1);
    await grant({ action: "iam.disable-access-key", input, call: callOf("iam.disable-access-key") });
    const call = callOf("iam.disable-access-key");
    expect(await failureOf(disable, { input, call })).toMatchObject({ name: "NotFound" });
  });
});

describe("sessions", () => {
  const undoOf = (input: unknown, output: Revoked) => {
    if (!("input" in revokeSessions.undo)) throw new Error("no undo");
    return revokeSessions.undo.input(revokeSessions.input.parse(input), output) as object;
  };
  interface Revoked {
    readonly changed: boolean;
    readonly found: string | null;
    readonly left: string | null;
    readonly cutoff: string | null;
  }
  const userPolicy = () => stage.iam.users["maria.lopez"]?.policies[policyName];

  test("of a user and of a role are denied by the time they were issued, with a margin", async () => {
    const began = Date.now();
    const output = await contained<Revoked>(revoke, {
      action: "identity.revoke-sessions",
      input: { principal: maria },
      call: callOf("identity.revoke-sessions"),
    });
    const policy = JSON.parse(userPolicy() ?? "");
    expect(policy.Statement).toHaveLength(1);
    expect(policy.Statement[0]).toMatchObject({ Effect: "Deny", Action: ["*"], Resource: ["*"] });
    const cutoff = Date.parse(policy.Statement[0].Condition.DateLessThan["aws:TokenIssueTime"]);
    expect(cutoff).toBeGreaterThanOrEqual(began + 5_000);
    expect(cutoff).toBeLessThan(began + 10_000);
    expect(Date.parse(output.cutoff ?? "")).toBe(cutoff);
    await contained(revoke, {
      action: "identity.revoke-sessions",
      input: { principal: session },
      call: callOf("identity.revoke-sessions", { step: "role" }),
    });
    expect(stage.iam.roles.deploy?.policies[policyName]).toContain("aws:TokenIssueTime");
  });

  test("are given back with the policy that was there before, early only on demand, and once", async () => {
    const policies = stage.iam.users["maria.lopez"]?.policies;
    if (policies) policies[policyName] = old;
    const output = await contained<Revoked>(revoke, {
      action: "identity.revoke-sessions",
      input: { principal: maria },
      call: callOf("identity.revoke-sessions"),
    });
    expect(output).toMatchObject({ changed: true, found: old });
    const undo = undoOf({ principal: maria }, output);
    await grant({ action: "identity.restore-sessions", input: undo, call: callOf("identity.restore-sessions") });
    const early = await failureOf(restore, { input: undo, call: callOf("identity.restore-sessions") });
    expect(early).toMatchObject({ name: "Refused", message: expect.stringContaining("would work again") });
    const wanted = { ...undo, early: true };
    expect(
      await contained(restore, {
        action: "identity.restore-sessions",
        input: wanted,
        call: callOf("identity.restore-sessions", { step: "s2" }),
      }),
    ).toMatchObject({
      changed: true,
    });
    expect(userPolicy()).toBe(old);
    expect(
      await contained(restore, {
        action: "identity.restore-sessions",
        input: wanted,
        call: callOf("identity.restore-sessions", { step: "s3" }),
      }),
    ).toMatchObject({
      changed: false,
    });
  });

  test("are not given back when somebody has changed the policy since", async () => {
    const output = await contained<Revoked>(revoke, {
      action: "identity.revoke-sessions",
      input: { principal: maria },
      call: callOf("identity.revoke-sessions"),
    });
    const policies = stage.iam.users["maria.lopez"]?.policies;
    if (policies) policies[policyName] = '{"Version":"2012-10-17","Statement":[]}';
    const undo = { ...undoOf({ principal: maria }, output), early: true };
    await grant({ action: "identity.restore-sessions", input: undo, call: callOf("identity.restore-sessions") });
    const call = callOf("identity.restore-sessions");
    expect(await failureOf(restore, { input: undo, call })).toMatchObject({ name: "Refused" });
    expect(userPolicy()).toContain('"Statement":[]');
  });

  test("are not touched where our policy's name is taken by something that could not be given back", async () => {
    const policies = stage.iam.users["maria.lopez"]?.policies;
    if (policies) policies[policyName] = `{"Statement":[],"Id":"${"x".repeat(3_000)}"}`;
    const input = { principal: maria };
    const call = callOf("identity.revoke-sessions");
    await grant({ action: "identity.revoke-sessions", input, call });
    expect(await failureOf(revoke, { input, call })).toMatchObject({ name: "Refused" });
    expect(stage.iam.calls).toEqual(["GetUserPolicy"]);
  });

  test("ended a moment ago are not ended again", async () => {
    await contained(revoke, {
      action: "identity.revoke-sessions",
      input: { principal: maria },
      call: callOf("identity.revoke-sessions"),
    });
    const writes = stage.iam.calls.filter((call) => call === "PutUserPolicy").length;
    const again = await contained(revoke, {
      action: "identity.revoke-sessions",
      input: { principal: maria },
      call: callOf("identity.revoke-sessions", { step: "again" }),
    });
    expect(again).toMatchObject({ changed: false });
    expect(stage.iam.calls.filter((call) => call === "PutUserPolicy")).toHaveLength(writes);
  });

  test.each([
    [{ type: "root", id: "arn:aws:iam::111122223333:root", account }, /AWS support/],
    [{ ...session, role: "AWSServiceRoleForSupport" }, /service-linked/],
    [{ ...session, role: "AWSReservedSSO_ReadOnly_0123456789abcdef" }, /permission set/],
    [{ type: "identity-center-user", id: "906-1", store: "d-1", name: "maria" }, /Identity Center/],
    [{ type: "okta-user", id: "00u1", login: "maria@example.com" }, /Okta/],
    [{ type: "entra-user", id: "e-1", userPrincipalName: "maria@example.com" }, /Entra/],
  ])("of $type are refused with what to do instead", async (principal, instead) => {
    const input = { principal };
    await grant({ action: "identity.revoke-sessions", input, call: callOf("identity.revoke-sessions") });
    const failed = await failureOf(revoke, { input, call: callOf("identity.revoke-sessions") });
    expect(failed).toMatchObject({ name: "NotContainable", message: expect.stringMatching(instead) });
    expect(stage.iam.calls).toEqual([]);
    const rehearsed = await revoke({ input, call: callOf("identity.revoke-sessions", { mode: "dry-run" }) });
    expect(rehearsed).toMatchObject({ output: { changed: false } });
  });
});
