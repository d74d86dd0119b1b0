// On whom a policy is put that ends sessions: a user for a user, the role for a session of it. Some principals have no
// sessions that IAM could end; for those it is said what to do instead.
import type { Principal } from "../kit/contract/index.ts";

export interface Holder {
  readonly kind: "user" | "role";
  readonly name: string;
  readonly account: string;
}

/** The holder, or the reason why there is none and what to do instead. */
export function holderOf(principal: Principal): Holder | { readonly instead: string } {
  switch (principal.type) {
    case "iam-user":
      return { kind: "user", name: principal.name, account: principal.account };
    case "iam-role-session":
      return roleHolder(principal.role, principal.account);
    case "root":
      return {
        instead:
          "the root user obeys no policy of its account: change its password and its second factor, and call AWS support",
      };
    case "identity-center-user":
      return {
        instead:
          "sessions of an Identity Center user end in Identity Center: disable the user there and revoke its permission sets",
      };
    case "okta-user":
      return { instead: "sessions of an Okta user end in Okta: clear them there" };
    case "entra-user":
      return { instead: "sessions of an Entra user end in Entra ID: revoke them there" };
  }
}

function roleHolder(name: string, account: string): Holder | { readonly instead: string } {
  if (name.startsWith("AWSServiceRoleFor")) {
    return {
      instead: `${name} is a service-linked role, which only its service may change: stop what uses it in that service`,
    };
  }
  if (name.startsWith("AWSReservedSSO_")) {
    return {
      instead: `${name} belongs to Identity Center, which undoes changes: revoke the permission set's sessions there`,
    };
  }
  return { kind: "role", name, account };
}

/** What is hit, as people know it: a policy on a role ends every session of the role. */
export function labelOf(principal: Principal): string {
  const holder = holderOf(principal);
  if ("instead" in holder) return `sessions of ${principal.id}`;
  return holder.kind === "user" ? `sessions of the user ${holder.name}` : `every session of the role ${holder.name}`;
}

export const accountOf = (principal: Principal): string | null => ("account" in principal ? principal.account : null);
