// IAM's Query API through the ordinary SDK client: what it tells, what containment changes, and that it lasts.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWorld, deny, start, type World } from "./support.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const UserName = "maria.lopez";
describe("reading", () => {
  test("describes a user with the tags that say who it is", async () => {
    const { User } = await world.client.send(new GetUserCommand({ UserName }));
    expect(User).toMatchObject({
      UserName,
      Arn: "arn:aws:iam::111122223333:user/maria.lopez",
      UserId: "AIDAEXAMPLEMARIALOPEZ",
      PasswordLastUsed: new Date("2026-11-23T09:40:00Z"),
      Tags: expect.arrayContaining([{ Key: "person", Value: "maria.lopez" }]),
    });
    const { Tags } = await world.client.send(new ListUserTagsCommand({ UserName }));
    expect(Tags).toEqual(User?.Tags);
  });

  test("lists users in pages, without their tags", async () => {
    const first = await world.client.send(new ListUsersCommand({ MaxItems: 2 }));
    expect([first.IsTruncated, first.Users?.length, first.Users?.[0]?.Tags]).toEqual([true, 2, undefined]);
    const rest = await world.client.send(new ListUsersCommand({ Marker: first.Marker }));
    expect([rest.IsTruncated, rest.Users?.length]).toEqual([false, 5]);
    const below = await world.client.send(new ListUsersCommand({ PathPrefix: "/platform/" }));
    expect(below.Users?.map(({ Arn }) => Arn)).toEqual(["arn:aws:iam::111122223333:user/platform/jonas.berg"]);
  });

  test("lists keys and tells when one was last used", async () => {
    const { AccessKeyMetadata } = await world.client.send(new ListAccessKeysCommand({ UserName }));
    expect(AccessKeyMetadata).toMatchObject([
      { AccessKeyId: "AKIAEXAMPLEMARIA0001", Status: "Active", UserName },
      { AccessKeyId: "AKIAEXAMPLEMARIA0002", Status: "Active", UserName },
    ]);
    const used = await world.client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: "AKIAEXAMPLEMARIA0001" }));
    expect(used).toMatchObject({
      UserName,
      AccessKeyLastUsed: { LastUsedDate: new Date(start - 60_000), ServiceName: "iam", Region: "us-east-1" },
    });
    const never = await world.client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: "AKIAEXAMPLEJONAS0002" }));
    expect(never.AccessKeyLastUsed).toEqual({ ServiceName: "N/A", Region: "N/A" });
  });

  test("lists nothing as an empty list", async () => {
    const { AccessKeyMetadata } = await world.client.send(new ListAccessKeysCommand({ UserName: "aiko.tanaka" }));
    expect(AccessKeyMetadata).toEqual([]);
    const attached = await world.client.send(new ListAttachedUserPoliciesCommand({ UserName: "ci-deploy" }));
    expect(attached.AttachedPolicies).toEqual([]);
  });

  test("describes a role and hands its policies out percent-encoded", async () => {
    const { Role } = await world.client.send(new GetRoleCommand({ RoleName: "payments-deploy" }));
    expect(Role).toMatchObject({ Arn: "arn:aws:iam::111122223333:role/payments-deploy", MaxSessionDuration: 3_600 });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22/);
    const { PolicyDocument } = await world.client.send(
      new GetUserPolicyCommand({ UserName, PolicyName: "payments-artifacts" }),
    );
    expect(PolicyDocument).not.toMatch(/[{}"*]/);
    expect(JSON.parse(decodeURIComponent(PolicyDocument ?? "")).Statement[0].Action).toEqual(["s3:GetObject"]);
  });
});

describe("containment", () => {
  const key = { UserName, AccessKeyId: "AKIAEXAMPLEMARIA0001" };
  const call = { action: "iam:CreateUser" };

  test("disables a key, which then opens nothing, and enables it again", async () => {
    expect(world.iam.allows({ accessKey: key.AccessKeyId }, call)).toBe(true);
    await world.client.send(new UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
    const { AccessKeyMetadata } = await world.client.send(new ListAccessKeysCommand({ UserName }));
    expect(AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(["Inactive", "Active"]);
    expect(world.iam.allows({ accessKey: key.AccessKeyId }, call)).toBe(false);
    await world.client.send(new UpdateAccessKeyCommand({ ...key, Status: "Active" }));
    expect(world.iam.allows({ accessKey: key.AccessKeyId }, call)).toBe(true);
  });

  test("cuts sessions issued before a moment, but not long-term keys, and gives them back", async () => {
    const before = world.iam.snapshot();
    const cut = deny({ DateLessThan: { "aws:TokenIssueTime": new Date(start).toISOString() } });
    const policy = { UserName, PolicyName: "RiposteRevokeOlderSessions" };
    await world.client.send(new PutUserPolicyCommand({ ...policy, PolicyDocument: cut }));
    expect(world.iam.allows({ user: UserName, tokenIssuedAt: start - 1 }, call)).toBe(false);
    expect(world.iam.allows({ user: UserName, tokenIssuedAt: start }, call)).toBe(true);
    expect(world.iam.allows({ accessKey: key.AccessKeyId }, call)).toBe(true);
    const { PolicyNames } = await world.client.send(new ListUserPoliciesCommand({ UserName }));
    expect(PolicyNames).toEqual(["RiposteRevokeOlderSessions", "payments-artifacts"]);
    await world.client.send(new DeleteUserPolicyCommand(policy));
    expect(world.iam.snapshot()).toEqual(before);
  });

  test("with an unconditional denial stops keys too", async () => {
    const policy = { UserName, PolicyName: "Contained" };
    await world.client.send(new PutUserPolicyCommand({ ...policy, PolicyDocument: deny() }));
    expect(world.iam.allows({ accessKey: key.AccessKeyId }, call)).toBe(false);
    await world.client.send(new DeleteUserPolicyCommand(policy));
  });

  test("revokes the older sessions of a role", async () => {
    const policy = { RoleName: "payments-deploy", PolicyName: "AWSRevokeOlderSessions" };
    const cut = deny({ DateLessThan: { "aws:TokenIssueTime": new Date(start).toISOString() } });
    await world.client.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: cut }));
    expect(world.iam.allows({ role: "payments-deploy", tokenIssuedAt: start - 1 }, call)).toBe(false);
    const listed = await world.client.send(new ListRolePoliciesCommand({ RoleName: "payments-deploy" }));
    expect(listed.PolicyNames).toEqual(["AWSRevokeOlderSessions"]);
    await world.client.send(new DeleteRolePolicyCommand(policy));
    expect(world.iam.allows({ role: "payments-deploy", tokenIssuedAt: start - 1 }, call)).toBe(true);
  });
});

describe("after a restart", () => {
  test("a disabled key is still disabled and a policy still there", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "riposte-iam-"));
    try {
      const first = await aWorld(dataDir);
      const key = { UserName, AccessKeyId: "AKIAEXAMPLEMARIA0002", Status: "Inactive" } as const;
      await first.client.send(new UpdateAccessKeyCommand(key));
      await first.client.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: deny() }));
      const before = first.iam.snapshot();
      await first.close();
      const second = await aWorld(dataDir);
      expect(second.iam.snapshot()).toEqual(before);
      expect(second.iam.users().find(({ name }) => name === UserName)?.accessKeys[1]?.status).toBe("Inactive");
      await second.close();
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});
