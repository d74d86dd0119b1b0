// STS: who is calling, and sessions of the organisation's roles.
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient, STSServiceException } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWorld, start, type World } from "./support.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const responder = "arn:aws:iam::111122223333:role/riposte/riposte-responder";
const assume = (more: Partial<AssumeRoleCommand["input"]> = {}) =>
  world.sts.send(new AssumeRoleCommand({ RoleArn: responder, RoleSessionName: "case-1", ...more }));
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => "it succeeded",
    (error: unknown) => (error instanceof STSServiceException ? `${error.name}: ${error.message}` : String(error)),
  );

describe("STS", () => {
  test("knows the host's own identity", async () => {
    expect(await world.sts.send(new GetCallerIdentityCommand())).toMatchObject({
      Account: "000000000000",
      Arn: "arn:aws:iam::000000000000:user/riposte",
    });
  });

  test("opens a session of a role, which is then who calls, until it ends", async () => {
    const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 900 });
    expect(Credentials?.Expiration).toEqual(new Date(start + 900_000));
    const arn = "arn:aws:sts::111122223333:assumed-role/riposte-responder/case-1";
    expect(AssumedRoleUser?.Arn).toBe(arn);
    const asResponder = new STSClient({
      endpoint: world.server.origin,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? "",
        secretAccessKey: Credentials?.SecretAccessKey ?? "",
        sessionToken: Credentials?.SessionToken ?? "",
      },
    });
    expect(await asResponder.send(new GetCallerIdentityCommand())).toMatchObject({ Account: "111122223333", Arn: arn });
    world.clock.advance(900_000);
    expect(await failureOf(asResponder.send(new GetCallerIdentityCommand()))).toMatch(/^ExpiredToken/);
    asResponder.destroy();
  });

  test.each([
    [
      { RoleArn: "arn:aws:iam::111122223333:role/nobody" },
      /^AccessDenied: User: .* is not authorized to perform: sts:AssumeRole/,
    ],
    [
      { RoleArn: "arn:aws:iam::111122223333:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport" },
      /^AccessDenied/,
    ],
    [{ RoleArn: "not-an-arn-but-long-enough" }, /^ValidationError: not-an-arn-but-long-enough is invalid/],
    [{ RoleSessionName: "a b" }, /^ValidationError: .*roleSessionName/],
    [{ DurationSeconds: 60 }, /^ValidationError: .*durationSeconds/],
    [{ DurationSeconds: 7_200 }, /MaxSessionDuration set for this role/],
  ])("refuses %j", async (input, message) => {
    expect(await failureOf(assume(input))).toMatch(message);
  });

  test("marks its answers as simulated", async () => {
    const response = await fetch(world.server.origin, {
      method: "POST",
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=simulated/20261123/us-east-1/sts/aws4_request" },
      body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
    });
    expect([response.status, response.headers.get("x-riposte-simulated")]).toEqual([200, "true"]);
  });
});
