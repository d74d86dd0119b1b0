// What the errors of AWS are called, by code, by status where the code is unknown, and by what the network does.
import { GetUserCommand, IAMClient, IAMServiceException } from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { awsFailure } from "../../../actions/kit/runtime/aws-failures.ts";

const anError = (name: string, status: number): Error =>
  new IAMServiceException({
    name,
    message: "in AWS's words",
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status },
  });

test.each([
  ["AccessDeniedException", 400, "Unauthorized"],
  ["ExpiredToken", 403, "Unauthorized"],
  ["ThrottlingException", 400, "RateLimited"],
  ["ProvisionedThroughputExceededException", 400, "RateLimited"],
  ["ConditionalCheckFailedException", 400, "Conflict"],
  ["ResourceNotFoundException", 400, "NotFound"],
  ["InternalServerError", 500, "Unavailable"],
  ["SomethingNew", 503, "Unavailable"],
  ["SomethingNew", 429, "RateLimited"],
  ["SomethingNew", 403, "Unauthorized"],
  ["SomethingNew", 400, "Refused"],
] as const)("%s with status %d is %s", (name, status, expected) => {
  expect(awsFailure(anError(name, status))).toMatchObject({ name: expected, message: expect.stringContaining(name) });
});

test("a service that cannot be reached is Unavailable, and one that is given up TimedOut", async () => {
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const client = new IAMClient({ endpoint: "http://127.0.0.1:9", region: "us-east-1", credentials, maxAttempts: 1 });
  const command = new GetUserCommand({ UserName: "x" });
  const error = await client.send(command).catch((thrown: unknown) => thrown);
  expect(awsFailure(error)).toMatchObject({ name: "Unavailable" });
  const aborted = await client.send(command, { abortSignal: AbortSignal.abort() }).catch((thrown: unknown) => thrown);
  expect((aborted as Error).name).toBe("AbortError");
});

test("anything else is none of its business", () => {
  expect(awsFailure(new TypeError("x"))).toBeNull();
  expect(awsFailure("text")).toBeNull();
});
