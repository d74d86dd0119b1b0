// What is read from and written to AWS outside containment: principals, keys, and the team's own memory of addresses.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAccessKeys } from "../../actions/iam/list-access-keys/action.ts";
import { handler as listKeys } from "../../actions/iam/list-access-keys/handler.ts";
import { handler as resolve } from "../../actions/identity/resolve-principal/aws.ts";
import { aws } from "../../actions/identity/vendors.ts";
import { handler as add } from "../../actions/ip-database/add-if-absent/handler.ts";
import { handler as find } from "../../actions/ip-database/find/handler.ts";
import type { Handler } from "../../actions/kit/runtime/work.ts";
import { type Dynamo, startDynamo } from "./support/dynamo.ts";
import { anIam, answerIam, type IamState } from "./support/iam.ts";
import { aCall, exampleSettings, failureOf, startWorld, type World } from "./support/world.ts";

let world: World;
let dynamo: Dynamo;
let iam: IamState;
beforeAll(async () => {
  world = await startWorld();
  dynamo = await startDynamo("riposte-ip-addresses");
});
afterAll(async () => {
  await world.stop();
  await dynamo.stop();
});
beforeEach(() => {
  iam = anIam();
  world.awsSays((asked) => answerIam(iam, asked));
  world.settings(exampleSettings);
});

const call = async <T = unknown>(handler: Handler, input: unknown): Promise<T> =>
  ((await handler({ input, call: aCall() })) as { output: T }).output;
const failure = (handler: Handler, input: unknown) => failureOf(handler, { input, call: aCall() });
const allowed = (permissions: typeof aws.permissions) => permissions.flatMap(({ actions }) => actions);

const account = "111122223333";

describe("identity.resolve-principal", () => {
  const claims = (claim: object, of: string | null = account) =>
    call(resolve, { claim: { name: "x", ...claim }, account: of });
  const refused = (claim: object, of: string | null = account) =>
    failure(resolve, { claim: { name: "x", ...claim }, account: of });

  test("finds an IAM user by name, with its own ARN and the person of the configuration", async () => {
    const found = await claims({ name: "maria.lopez" });
    expect(found).toEqual({
      principal: {
        type: "iam-user",
        id: "arn:aws:iam::111122223333:user/people/maria.lopez",
        account,
        name: "maria.lopez",
      },
      person: "maria.lopez",
      displayName: "Maria Lopez",
      protected: false,
      createdAt: "2024-09-01T09:00:00.000Z",
      tags: [{ key: "team", value: "Payments" }],
    });
  });

  test("finds a user by ARN, and by the mail address that the configuration knows", async () => {
    for (const claim of [
      { name: "whatever", id: "arn:aws:iam::111122223333:user/people/maria.lopez" },
      { name: "arn:aws:iam::111122223333:user/maria.lopez" },
      { name: "maria.lopez@example.com" },
      { name: "Maria Lopez", email: "Maria.Lopez@Example.com" },
    ]) {
      expect(await claims(claim)).toMatchObject({ person: "maria.lopez", principal: { name: "maria.lopez" } });
    }
  });

  test("says that somebody is protected", async () => {
    expect(await claims({ name: "break-glass" })).toMatchObject({ protected: true, person: null });
  });

  test("finds the role of a session, and keeps the session's own name", async () => {
    const found = await claims({ id: "arn:aws:sts::111122223333:assumed-role/deploy/ci-42" });
    expect(found).toMatchObject({
      principal: {
        type: "iam-role-session",
        id: "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
        role: "deploy",
        session: "ci-42",
      },
      displayName: "ci-42 as deploy",
    });
  });

  test("knows root without asking", async () => {
    expect(await claims({ id: "arn:aws:iam::111122223333:root" })).toMatchObject({ principal: { type: "root" } });
    expect(iam.calls).toEqual([]);
  });

  test("refuses somebody of another account than the finding's, whether claimed or found", async () => {
    expect(await refused({ id: "arn:aws:iam::444455556666:user/maria.lopez" })).toMatchObject({ name: "Refused" });
    expect(await refused({ name: "maria.lopez" }, "444455556666")).toMatchObject({ name: "Refused" });
    expect(await refused({ id: "arn:aws:iam::444455556666:root" })).toMatchObject({ name: "Refused" });
  });

  test("refuses nobody, and names that no user can have", async () => {
    expect(await refused({ name: "nobody" })).toMatchObject({
      name: "NotFound",
      message: expect.stringContaining("nobody"),
    });
    iam.calls.length = 0;
    for (const name of ["a b", "../x", "x".repeat(65), "x\u202Ey"]) {
      expect(await refused({ name })).toMatchObject({ name: "NotFound" });
    }
    expect(iam.calls).toEqual([]);
  });

  test("calls what it says that it may call, and nothing else", async () => {
    await claims({ name: "maria.lopez" });
    await claims({ id: "arn:aws:sts::111122223333:assumed-role/deploy/x" });
    expect(new Set(iam.calls.map((name) => `iam:${name}`))).toEqual(new Set(allowed(aws.permissions)));
  });
});

describe("iam.list-access-keys", () => {
  const maria = { type: "iam-user", id: "arn:aws:iam::111122223333:user/maria.lopez", account, name: "maria.lopez" };

  test("lists every key of every page, and when each was last used", async () => {
    expect(await call(listKeys, { principal: maria })).toEqual({
      items: [
        {
          accessKeyId: "AKIAEXAMPLEMARIA0001",
          userName: "maria.lopez",
          account,
          status: "Active",
          created: "2024-09-01T09:00:00.000Z",
          lastUsed: "2026-11-22T10:39:00.000Z",
          lastUsedService: "iam",
        },
        {
          accessKeyId: "AKIAEXAMPLEMARIA0002",
          userName: "maria.lopez",
          account,
          status: "Inactive",
          created: "2024-09-01T09:00:00.000Z",
          lastUsed: null,
          lastUsedService: null,
        },
      ],
    });
    expect(new Set(iam.calls.map((name) => `iam:${name}`))).toEqual(new Set(allowed(listAccessKeys.permissions)));
  });

  test("says so when IAM is a simulator", async () => {
    world.awsSays((asked) => {
      const reply = answerIam(iam, asked);
      return typeof reply === "string"
        ? reply
        : { ...reply, headers: { ...reply.headers, "x-riposte-simulated": "true" } };
    });
    expect(await listKeys({ input: { principal: maria }, call: aCall() })).toMatchObject({ simulated: true });
  });

  test("answers an empty list for principals that can have no keys, and asks nobody", async () => {
    for (const principal of [
      { type: "iam-role-session", id: "arn:aws:sts::111122223333:assumed-role/d/s", account, role: "d", session: "s" },
      { type: "okta-user", id: "00u1", login: "maria@example.com" },
      { type: "entra-user", id: "e1", userPrincipalName: "maria@example.com" },
      { type: "identity-center-user", id: "906", store: "d-1", name: "maria" },
    ]) {
      expect(await call(listKeys, { principal })).toEqual({ items: [] });
    }
    expect(iam.calls).toEqual([]);
  });

  test("refuses to call root's keys none", async () => {
    const principal = { type: "root", id: "arn:aws:iam::111122223333:root", account };
    expect(await failure(listKeys, { principal })).toMatchObject({ name: "NotContainable" });
  });

  test.each([
    ["AccessDenied", 403, "Unauthorized"],
    ["NoSuchEntity", 404, "NotFound"],
    ["Throttling", 400, "RateLimited"],
    ["ServiceFailure", 500, "Unavailable"],
  ] as const)("refuses by name when IAM says %s", async (code, status, name) => {
    iam.fails.ListAccessKeys = { code, status };
    expect(await failure(listKeys, { principal: maria })).toMatchObject({ name });
  });
});

describe("ip-database", () => {
  test("adds an address once, and finds it under any spelling", async () => {
    expect(await call(find, { ip: "2001:db8::7" })).toEqual({
      found: false,
      verdict: "unknown",
      note: null,
      addedAt: null,
      source: null,
    });
    const first = await call<{ added: boolean; addedAt: string }>(add, { ip: "2001:db8::7", source: "finding-1" });
    expect(first.added).toBe(true);
    const again = await call(add, { ip: "2001:0DB8:0:0::0007", source: "finding-2" });
    expect(again).toEqual({ added: false, addedAt: first.addedAt });
    expect(await call(find, { ip: "2001:DB8:0::7" })).toEqual({
      found: true,
      verdict: "unknown",
      note: null,
      addedAt: first.addedAt,
      source: "finding-1",
    });
  });

  test("adds once of many at the same moment", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        call<{ added: boolean }>(add, { ip: "192.0.2.77", source: `f-${index}` }),
      ),
    );
    expect(all.filter(({ added }) => added)).toHaveLength(1);
  });

  test("adds nothing in a dry run", async () => {
    await add({ input: { ip: "192.0.2.78", source: "f" }, call: aCall({ mode: "dry-run" }) });
    expect(await call(find, { ip: "192.0.2.78" })).toMatchObject({ found: false });
  });

  test("refuses by name when the table is not there", async () => {
    process.env.RIPOSTE_IP_ADDRESSES_TABLE = "nowhere";
    expect(await failure(find, { ip: "192.0.2.79" })).toMatchObject({ name: "NotFound" });
    process.env.RIPOSTE_IP_ADDRESSES_TABLE = "riposte-ip-addresses";
  });
});
