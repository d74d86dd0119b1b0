// The state of one access key: read, set, and seen to be set. Disabling and enabling are the same work in two directions.
import { IAMClient, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { PermanentFailure } from "../kit/contract/index.ts";
import { awsClient } from "../kit/runtime/aws.ts";
import { verified, type Within } from "../kit/runtime/verify.ts";
import { type AccessKey, type KeyStatus, keyStatus } from "./access-key.ts";
import { keysOf } from "./client.ts";

export type KeyName = Pick<AccessKey, "accessKeyId" | "userName" | "account">;

/** @throws NotFound when the user has no such key any more. */
export async function statusOf({ accessKeyId, userName }: KeyName, signal: AbortSignal): Promise<KeyStatus> {
  const keys = await keysOf(userName, signal);
  const key = keys.find((candidate) => candidate.AccessKeyId === accessKeyId);
  if (key === undefined) {
    throw new PermanentFailure(
      "NotFound",
      `${userName} has no access key ${accessKeyId}: it may have been deleted since`,
    );
  }
  return keyStatus.parse(key.Status);
}

/** Sets the status and reads it back. @throws Unverified when it could not be seen. */
export async function setStatus(key: KeyName, status: Exclude<KeyStatus, "Expired">, within: Within): Promise<void> {
  const { signal } = within;
  const { accessKeyId, userName } = key;
  const command = new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: status });
  await awsClient(IAMClient).send(command, { abortSignal: signal });
  const what = `${status} as the state of access key ${accessKeyId}`;
  await verified(what, within, async () => (await statusOf(key, signal)) === status);
}
