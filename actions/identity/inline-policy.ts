// One inline policy of a user or a role: read, put, taken away, and seen to be so.
import {
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { awsClient } from "../kit/runtime/aws.ts";
import { verified, type Within } from "../kit/runtime/verify.ts";
import type { Holder } from "./holder.ts";
import { policyName } from "./revocation.ts";

/** The policy's document; null where there is none. IAM answers it percent-encoded. */
export async function readPolicy({ kind, name }: Holder, signal: AbortSignal): Promise<string | null> {
  const iam = awsClient(IAMClient);
  const options = { abortSignal: signal };
  try {
    const answer =
      kind === "user"
        ? await iam.send(new GetUserPolicyCommand({ UserName: name, PolicyName: policyName }), options)
        : await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName }), options);
    return decodeURIComponent(answer.PolicyDocument ?? "");
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity(Exception)?$/.test(error.name)) return null;
    throw error;
  }
}

/** Puts the document, or takes the policy away for null, and reads it back. @throws Unverified */
export async function writePolicy(holder: Holder, document: string | null, within: Within): Promise<void> {
  const { signal } = within;
  await (document === null ? deletePolicy(holder, signal) : putPolicy(holder, document, signal));
  const what = `${document === null ? "the absence" : "the presence"} of the policy ${policyName} on ${holder.name}`;
  await verified(what, within, async () => (await readPolicy(holder, signal)) === document);
}

async function putPolicy({ kind, name }: Holder, document: string, signal: AbortSignal): Promise<void> {
  const iam = awsClient(IAMClient);
  const policy = { PolicyName: policyName, PolicyDocument: document };
  const options = { abortSignal: signal };
  if (kind === "user") await iam.send(new PutUserPolicyCommand({ UserName: name, ...policy }), options);
  else await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policy }), options);
}

async function deletePolicy({ kind, name }: Holder, signal: AbortSignal): Promise<void> {
  const iam = awsClient(IAMClient);
  const options = { abortSignal: signal };
  if (kind === "user") await iam.send(new DeleteUserPolicyCommand({ UserName: name, PolicyName: policyName }), options);
  else await iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policyName }), options);
}
