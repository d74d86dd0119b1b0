// The IAM calls about access keys.
import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  paginateListAccessKeys,
} from "@aws-sdk/client-iam";
import { awsClient } from "../kit/runtime/aws.ts";

/** Every key of a user, all pages. */
export async function keysOf(userName: string, signal: AbortSignal): Promise<readonly AccessKeyMetadata[]> {
  const keys: AccessKeyMetadata[] = [];
  const pages = paginateListAccessKeys(
    { client: awsClient(IAMClient) },
    { UserName: userName },
    { abortSignal: signal },
  );
  for await (const page of pages) keys.push(...(page.AccessKeyMetadata ?? []));
  return keys;
}

export interface LastUse {
  readonly at: string | null;
  readonly service: string | null;
}

/** When and for what a key was last used; IAM writes `N/A` for a service where there is none. */
export async function lastUseOf(accessKeyId: string, signal: AbortSignal): Promise<LastUse> {
  const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
  const { AccessKeyLastUsed: last } = await awsClient(IAMClient).send(command, { abortSignal: signal });
  const service = last?.ServiceName;
  return { at: last?.LastUsedDate?.toISOString() ?? null, service: !service || service === "N/A" ? null : service };
}
