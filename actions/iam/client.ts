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
  readonly userName: string | null;
  readonly region: string | null;
  readonly at: string | null;
  readonly service: string | null;
}

/** When and for what a key was last used; IAM writes `N/A` where there is none. */
export async function lastUseOf(accessKeyId: string, signal: AbortSignal): Promise<LastUse> {
  const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
  const answer = await awsClient(IAMClient).send(command, { abortSignal: signal });
  const { AccessKeyLastUsed: last, UserName: userName } = answer;
  return {
    userName: userName ?? null,
    at: last?.LastUsedDate?.toISOString() ?? null,
    service: there(last?.ServiceName),
    region: there(last?.Region),
  };
}

const there = (said: string | undefined): string | null => (!said || said === "N/A" ? null : said);
