// Lists the keys of an IAM user and when each was last used.
import type { AccessKeyMetadata } from "@aws-sdk/client-iam";
import { PermanentFailure, type Principal } from "../../kit/contract/index.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { words } from "../../kit/runtime/observed.ts";
import { keyStatus } from "../access-key.ts";
import { keysOf, lastUseOf } from "../client.ts";
import { listAccessKeys } from "./action.ts";

export const handler = implement(listAccessKeys, async ({ input: { principal }, signal }) => {
  const user = userWithKeys(principal);
  if (user === null) return { items: [] };
  const keys = await keysOf(user.name, signal);
  return { items: await Promise.all(keys.map((key) => described(key, user, signal))) };
});

interface User {
  readonly name: string;
  readonly account: string;
}

/** Null for principals that cannot have access keys. */
function userWithKeys(principal: Principal): User | null {
  switch (principal.type) {
    case "iam-user":
      return { name: principal.name, account: principal.account };
    case "root":
      throw new PermanentFailure(
        "NotContainable",
        `IAM does not list the keys of the root user of ${principal.account}: sign in as root, and remove them there`,
      );
    case "iam-role-session":
    case "identity-center-user":
    case "okta-user":
    case "entra-user":
      return null;
  }
}

async function described(key: AccessKeyMetadata, user: User, signal: AbortSignal) {
  const accessKeyId = key.AccessKeyId ?? "";
  const last = await lastUseOf(accessKeyId, signal);
  return {
    accessKeyId,
    userName: key.UserName ?? user.name,
    account: user.account,
    status: keyStatus.parse(key.Status),
    created: key.CreateDate?.toISOString() ?? null,
    lastUsed: last.at,
    lastUsedService: words(last.service, 100),
  };
}
