// What IAM refuses and how it fails, as the ordinary SDK client sees it: codes, statuses and sentences.
import {
  DeleteUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMServiceException,
  ListAccessKeysCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  NoSuchEntityException,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWorld, deny, type World } from "./support.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const UserName = "maria.lopez";

const failureOf = async (call: Promise<unknown>): Promise<[string, number | undefined, string]> => {
  const error: unknown = await call.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof IAMServiceException)) throw error;
  return [error.name, error.$metadata.httpStatusCode, error.message];
};

describe("what IAM refuses", () => {
  const put = (PolicyDocument: string, PolicyName = "p") =>
    world.client.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));

  test("refuses who and what is not there, by the class the SDK knows", async () => {
    await expect(world.client.send(new GetUserCommand({ UserName: "nobody" }))).rejects.toThrow(NoSuchEntityException);
    expect(await failureOf(world.client.send(new GetUserCommand({ UserName: "nobody" })))).toEqual([
      "NoSuchEntityException",
      404,
      "The user with name nobody cannot be found.",
    ]);
    const ofAnother = { UserName, AccessKeyId: "AKIAEXAMPLEJONAS0001", Status: "Inactive" } as const;
    expect(await failureOf(world.client.send(new UpdateAccessKeyCommand(ofAnother)))).toEqual([
      "NoSuchEntityException",
      404,
      "The Access Key with id AKIAEXAMPLEJONAS0001 cannot be found.",
    ]);
    expect(
      await failureOf(world.client.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "nothing" }))),
    ).toEqual(["NoSuchEntityException", 404, "The user policy with name nothing cannot be found."]);
    expect(await failureOf(world.client.send(new GetRoleCommand({ RoleName: "nobody" })))).toEqual([
      "NoSuchEntityException",
      404,
      "The role with name nobody cannot be found.",
    ]);
  });

  test("refuses to say whether a foreign key exists", async () => {
    const [name, status] = await failureOf(
      world.client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: "AKIAEXAMPLENOBODY001" })),
    );
    expect([name, status]).toEqual(["AccessDenied", 403]);
  });

  test("refuses more than 2,048 characters of inline policies for a user, all of them together", async () => {
    const long = (length: number) => deny().replace('"*"]', `"*","s3:${"A".repeat(length)}"]`);
    expect(await failureOf(put(long(2_048)))).toEqual([
      "LimitExceededException",
      409,
      "Maximum policy size of 2048 bytes exceeded for user maria.lopez",
    ]);
    await put(long(1_600), "first");
    expect((await failureOf(put(long(500), "second")))[0]).toBe("LimitExceededException");
    await put(long(1_500), "first");
    await world.client.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "first" }));
  });

  test.each([
    ["not json", "Syntax errors in policy."],
    ['{"Version":"2012-10-17"}', "Syntax errors in policy."],
    [
      '{"Version":"2012-10-17","Statement":[{"Effect":"deny","Action":"*","Resource":"*"}]}',
      "Syntax errors in policy.",
    ],
    ['{"Statement":[{"Effect":"Deny","Resource":"*"}]}', "Policy statement must contain actions."],
    ['{"Statement":[{"Effect":"Deny","Action":"*"}]}', "Policy statement must contain resources."],
    [
      '{"Statement":[{"Effect":"Deny","Action":"GetUser","Resource":"*"}]}',
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    ['{"Statement":[{"Effect":"Deny","Action":"*","Resource":"me"}]}', 'Resource me must be in ARN format or "*".'],
  ])("refuses the policy %s", async (document, message) => {
    expect(await failureOf(put(document))).toEqual(["MalformedPolicyDocumentException", 400, message]);
  });

  test.each(["AWSServiceRoleForSupport", "AWSReservedSSO_ReadOnly_0123456789abcdef"])(
    "refuses to change %s, which only AWS may change",
    async (RoleName) => {
      const change = new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: deny() });
      expect(await failureOf(world.client.send(change))).toEqual([
        "UnmodifiableEntityException",
        400,
        `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
      ]);
      await expect(world.client.send(new GetRoleCommand({ RoleName }))).resolves.toMatchObject({ Role: { RoleName } });
    },
  );

  test("refuses malformed parameters in IAM's sentences", async () => {
    expect((await failureOf(world.client.send(new GetUserCommand({ UserName: "a b" }))))[2]).toBe(
      "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    );
    expect((await failureOf(world.client.send(new ListUserPoliciesCommand({ UserName: "" }))))[2]).toMatch(
      /^1 validation error detected: Value '' at 'userName' failed to satisfy constraint: Member must have length greater/,
    );
    const status = { UserName, AccessKeyId: "AKIAEXAMPLEMARIA0001", Status: "Off" as "Inactive" };
    expect((await failureOf(world.client.send(new UpdateAccessKeyCommand(status))))[2]).toMatch(/enum value set/);
    expect((await failureOf(world.client.send(new ListAccessKeysCommand({}))))[2]).toBe(
      "Must specify userName when calling with non-User credentials",
    );
    expect((await failureOf(world.client.send(new ListUsersCommand({ MaxItems: 0 }))))[0]).toBe("ValidationError");
    expect((await failureOf(world.client.send(new ListUsersCommand({ Marker: "x" }))))[2]).toBe("Invalid Marker.");
  });

  test("refuses a call without a signature, marked like every answer", async () => {
    const response = await fetch(world.server.origin, {
      method: "POST",
      body: new URLSearchParams({ Action: "ListUsers", Version: "2010-05-08" }),
    });
    expect([response.status, response.headers.get("x-riposte-simulated")]).toEqual([403, "true"]);
    expect(await response.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });

  test("changes nothing by anything that it refused", async () => {
    const fresh = await aWorld();
    expect(world.iam.snapshot()).toEqual(fresh.iam.snapshot());
    await fresh.close();
  });
});

describe("told to fail", () => {
  test.each([
    ["429", "Throttling", 400],
    ["401", "InvalidClientTokenId", 403],
    ["503", "ServiceUnavailable", 503],
    ["500", "InternalFailure", 500],
  ] as const)("by %s, IAM answers %s in the form that the SDK reads", async (kind, name, status) => {
    const failing = await aWorld(null, kind);
    const [seen, seenStatus] = await failureOf(failing.client.send(new GetUserCommand({ UserName })));
    expect([seen, seenStatus]).toEqual([name, status]);
    await failing.close();
  });
});
