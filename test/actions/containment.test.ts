// What takes something from somebody: only with its grant, never from a protected subject, and seen to be so. A matrix
// over every containment, against IAM on the wire.
import { beforeEach, describe, expect, test } from "vitest";
import { handler as disable } from "../../actions/iam/disable-access-key/handler.ts";
import { handler as enable } from "../../actions/iam/enable-access-key/handler.ts";
import { handler as restore } from "../../actions/identity/restore-sessions/handler.ts";
import { policyName } from "../../actions/identity/revocation.ts";
import { handler as revoke } from "../../actions/identity/revoke-sessions/handler.ts";
import * as systems from "../../actions/index.ts";
import type { Call } from "../../actions/kit/contract/index.ts";
import type { Handler } from "../../actions/kit/runtime/work.ts";
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
import type { IamState } from "./support/iam.ts";
import { failureOf, withTime } from "./support/world.ts";

const stage = aStage();
const callOf = (action: string, changes: Partial<Call> = {}): Call => callOn(stage, action, changes);

interface Row {
  readonly action: string;
  readonly handler: Handler;
  readonly input: unknown;
  /** The same action aimed at something that is protected. */
  readonly atProtected: unknown;
  /** Something that differs from the input, as a forger would have it. */
  readonly other: unknown;
  readonly before?: (iam: IamState) => void;
  readonly writes: string;
  readonly reads: string;
}

const breakGlass = { ...maria, id: "arn:aws:iam::111122223333:user/emergency/break-glass", name: "break-glass" };
const keyName = { accessKeyId: "AKIAEXAMPLEMARIA0001", userName: "maria.lopez", account };

const rows: readonly Row[] = [
  {
    action: "iam.disable-access-key",
    handler: disable,
    input: { key: key("AKIAEXAMPLEMARIA0001") },
    atProtected: { key: key("AKIAEXAMPLEBREAK0001", "break-glass") },
    other: { key: key("AKIAEXAMPLEMARIA0002") },
    writes: "UpdateAccessKey",
    reads: "ListAccessKeys",
  },
  {
    action: "iam.enable-access-key",
    handler: enable,
    input: { key: keyName, left: "Inactive", restore: "Active" },
    atProtected: { key: { ...keyName, userName: "break-glass" }, left: "Inactive", restore: "Active" },
    other: { key: { ...keyName, accessKeyId: "AKIAEXAMPLEMARIA0002" }, left: "Inactive", restore: "Active" },
    before: (state) => {
      for (const held of state.users["maria.lopez"]?.keys ?? []) held.status = "Inactive";
    },
    writes: "UpdateAccessKey",
    reads: "ListAccessKeys",
  },
  {
    action: "identity.revoke-sessions",
    handler: revoke,
    input: { principal: maria },
    atProtected: { principal: breakGlass },
    other: { principal: session },
    writes: "PutUserPolicy",
    reads: "GetUserPolicy",
  },
  {
    action: "identity.restore-sessions",
    handler: restore,
    input: { principal: maria, left: old, restore: null, early: false },
    atProtected: { principal: breakGlass, left: old, restore: null, early: false },
    other: { principal: session, left: old, restore: null, early: false },
    before: (state) => {
      const policies = state.users["maria.lopez"]?.policies;
      if (policies) policies[policyName] = old;
    },
    writes: "DeleteUserPolicy",
    reads: "GetUserPolicy",
  },
];

interface Permitted {
  readonly id: string;
  readonly permissions: readonly { readonly actions: readonly string[] }[];
}
const contracts: readonly Permitted[] = Object.values(systems).flatMap((actions) => Object.values<Permitted>(actions));
const permitted = (action: string): readonly string[] =>
  contracts.find(({ id }) => id === action)?.permissions.flatMap(({ actions }) => [...actions]) ?? [];

describe.each(rows)("$action", ({ action, handler, input, atProtected, other, before, writes, reads }) => {
  beforeEach(() => before?.(stage.iam));

  test("changes what it says, once, and says that it did", async () => {
    expect(await contained(handler, { action, input, call: callOf(action) })).toMatchObject({ changed: true });
    expect(stage.iam.calls.filter((call) => call === writes)).toHaveLength(1);
    expect(stage.iam.calls.at(-1)).toBe(reads);
  });

  test("calls nothing beyond what its contract says that it may call", async () => {
    await contained(handler, { action, input, call: callOf(action) });
    for (const name of stage.iam.calls) expect(permitted(action)).toContain(`iam:${name}`);
  });

  test("refuses without a grant, and nothing is called", async () => {
    expect(await failureOf(handler, { input, call: callOf(action) })).toMatchObject({ name: "NoGrant" });
    expect(stage.iam.calls).toEqual([]);
  });

  test("refuses a grant for another target, another action, another step, or one that has expired", async () => {
    const call = callOf(action);
    await grant({ action, input: other, call });
    expect(await failureOf(handler, { input, call })).toMatchObject({ name: "NoGrant" });
    await grant({ action: "iam.other", input, call: { ...call, step: "s2" } });
    expect(await failureOf(handler, { input, call: { ...call, step: "s2" } })).toMatchObject({ name: "NoGrant" });
    expect(await failureOf(handler, { input, call: { ...call, item: "1" } })).toMatchObject({ name: "NoGrant" });
    await grant({ action, input, call: { ...call, step: "s3" }, expiresAt: Date.now() - 1 });
    expect(await failureOf(handler, { input, call: { ...call, step: "s3" } })).toMatchObject({ name: "NoGrant" });
    expect(stage.iam.calls).toEqual([]);
  });

  test("refuses a protected subject, grant or not, and nothing is called", async () => {
    await grant({ action, input: atProtected, call: callOf(action) });
    expect(await failureOf(handler, { input: atProtected, call: callOf(action) })).toMatchObject({
      name: "ProtectedSubject",
    });
    expect(stage.iam.calls).toEqual([]);
  });

  test("answers a repeated call with what the first one answered, and calls nothing again", async () => {
    const first = await contained(handler, { action, input, call: callOf(action) });
    const calls = stage.iam.calls.length;
    expect(await handler({ input, call: callOf(action) })).toMatchObject({ output: first });
    expect(stage.iam.calls).toHaveLength(calls);
  });

  test("says what it would do in a dry run, without a grant, and calls nothing", async () => {
    const answer = await handler({ input, call: callOf(action, { mode: "dry-run" }) });
    expect(answer).toMatchObject({ output: { changed: true }, simulated: false });
    expect(stage.iam.calls).toEqual([]);
  });

  test("still knows what it found when the attempt before died after its effect", async () => {
    await grant({ action, input, call: callOf(action) });
    stage.iam.fails[reads] = { code: "ServiceFailure", status: 500 };
    const dying = failureOf(handler, { input, call: callOf(action) }, withTime(2_500));
    expect(["Unavailable", "TimedOut"]).toContain((await dying).name);
    delete stage.iam.fails[reads];
    stage.iam.calls.length = 0;
    expect(await handler({ input, call: callOf(action) })).toMatchObject({ output: { changed: true } });
  });

  test("refuses to call it done when the effect cannot be seen", async () => {
    stage.iam.deaf = true;
    await grant({ action, input, call: callOf(action) });
    const failed = await failureOf(handler, { input, call: callOf(action) }, withTime(1_000));
    expect(failed).toMatchObject({ name: "Unverified" });
  });

  test.each([
    ["AccessDenied", 403, "Unauthorized"],
    ["InvalidClientTokenId", 403, "Unauthorized"],
    ["NoSuchEntity", 404, "NotFound"],
    ["LimitExceeded", 409, "Refused"],
    ["UnmodifiableEntity", 400, "NotContainable"],
    ["EntityTemporarilyUnmodifiable", 409, "Conflict"],
    ["ConcurrentModification", 409, "Conflict"],
    ["MalformedPolicyDocument", 400, "Bug"],
    ["ValidationError", 400, "InvalidInput"],
  ] as const)("refuses by name when IAM says %s", async (code, status, name) => {
    stage.iam.fails[writes] = { code, status };
    await grant({ action, input, call: callOf(action) });
    expect(await failureOf(handler, { input, call: callOf(action) })).toMatchObject({ name });
  });
});
