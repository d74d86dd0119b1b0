// Which role may do what. Whatever is not written here nobody may.
import type { Person, Role } from "../../actions/kit/contract/index.ts";

const everyone = ["analyst", "responder", "approver", "administrator"] as const;

export const rights = {
  look: everyone,
  work: ["analyst", "responder"],
  respond: ["responder"],
  stop: ["responder", "approver"],
  resume: ["approver"],
  decide: ["approver"],
  audit: ["administrator"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Right = keyof typeof rights;

/** Why a person may not, naming the role that is missing; null when they may. */
export function missingRole({ id, roles }: Pick<Person, "id" | "roles">, right: Right): string | null {
  const enough: readonly Role[] = rights[right];
  if (roles.some((role) => enough.includes(role))) return null;
  return `${id} lacks the role ${enough.join(" or ")}, and has ${roles.join(", ")}`;
}
