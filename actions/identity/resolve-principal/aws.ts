// AWS: the user or role is looked up, so that a principal is somebody who exists in the account the finding is about.
import { GetRoleCommand, GetUserCommand, IAMClient, type Tag } from "@aws-sdk/client-iam";
import { PermanentFailure, type Person, principal, type Settings } from "../../kit/contract/index.ts";
import { awsClient } from "../../kit/runtime/aws.ts";
import { settings } from "../../kit/runtime/environment.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { words } from "../../kit/runtime/observed.ts";
import { canonical, protects } from "../../kit/runtime/protected.ts";
import type { Output } from "../../kit/runtime/work.ts";
import { type Named, namedBy } from "../claim.ts";
import { aws } from "../vendors.ts";
import { resolvePrincipal } from "./action.ts";

type Resolved = Output<typeof resolvePrincipal>;

export const handler = implement(resolvePrincipal, aws, async ({ input, signal }) => {
  const configured = settings();
  const candidates = namedBy(input.claim, configured.people);
  for (const named of candidates) {
    refuseOtherAccount(named.account, input.account);
    const found = await lookUp(named, signal);
    if (found === null) continue;
    refuseOtherAccount(accountOf(found), input.account);
    return described(found, configured);
  }
  throw new PermanentFailure(
    "NotFound",
    `IAM has nobody called "${input.claim.name}": expected a user, a role session or root`,
  );
});

/** Somebody who is there: the ARN by which protected subjects and people are compared, and what IAM says of them. */
interface Found {
  readonly named: Named;
  /** Of the user or the role, with its path. */
  readonly arn: string;
  readonly createdAt: Date | undefined;
  readonly tags: readonly Tag[];
}

async function lookUp(named: Named, signal: AbortSignal): Promise<Found | null> {
  const iam = awsClient(IAMClient);
  try {
    switch (named.kind) {
      case "root":
        return { named, arn: `arn:aws:iam::${named.account}:root`, createdAt: undefined, tags: [] };
      case "user": {
        const { User: user } = await iam.send(new GetUserCommand({ UserName: named.name }), { abortSignal: signal });
        return { named, arn: user?.Arn ?? "", createdAt: user?.CreateDate, tags: user?.Tags ?? [] };
      }
      case "role-session": {
        const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: named.role }), { abortSignal: signal });
        return { named, arn: role?.Arn ?? "", createdAt: role?.CreateDate, tags: role?.Tags ?? [] };
      }
    }
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity(Exception)?$/.test(error.name)) return null;
    throw error;
  }
}

const accountOf = ({ arn }: Found): string => arn.split(":")[4] ?? "";

function refuseOtherAccount(seen: string | null, expected: string | null): void {
  if (seen === null || expected === null || seen === expected) return;
  throw new PermanentFailure(
    "Refused",
    `the user is in account ${seen || "unknown"}, the finding is about ${expected}: expected the same account`,
  );
}

function described(found: Found, configured: Settings): Resolved {
  const resolved = principal.parse(principalOf(found));
  const person = personOf(configured.people, found.arn, resolved.id);
  return {
    principal: resolved,
    person: person?.id ?? null,
    displayName: words(person?.name, 256) ?? nameOf(found.named),
    protected: protects(configured, resolved.id, found.arn),
    createdAt: found.createdAt?.toISOString() ?? null,
    tags: found.tags.slice(0, 50).map(({ Key: key, Value: value }) => ({
      key: words(key, 128) ?? "",
      value: words(value, 256) ?? "",
    })),
  };
}

function principalOf(found: Found): unknown {
  const { named, arn } = found;
  const account = accountOf(found);
  switch (named.kind) {
    case "root":
      return { type: "root", id: arn, account };
    case "user":
      return { type: "iam-user", id: arn, account, name: named.name };
    case "role-session": {
      const id = `arn:aws:sts::${account}:assumed-role/${named.role}/${named.session}`;
      return { type: "iam-role-session", id, account, role: named.role, session: named.session };
    }
  }
}

/** By the very identity first; a role is nobody, though a session of it may be named in full. */
const personOf = (people: readonly Person[], ...ids: readonly string[]): Person | undefined =>
  people.find(({ identities }) =>
    identities.some((identity) => ids.some((id) => id === identity || sameUser(id, identity))),
  );

const sameUser = (one: string, other: string): boolean =>
  canonical(one).includes(":user/") && canonical(one) === canonical(other);

function nameOf(named: Named): string {
  switch (named.kind) {
    case "root":
      return `root user of ${named.account}`;
    case "user":
      return named.name;
    case "role-session":
      return `${named.session} as ${named.role}`;
  }
}
