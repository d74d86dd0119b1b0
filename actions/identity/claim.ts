// What a claim names in AWS, before anybody is asked: an ARN says it, a name means an IAM user, and an address of mail may
// lead to one through the people of the configuration.
import type { Settings, UserClaim } from "../kit/contract/index.ts";

export type Named =
  | { readonly kind: "user"; readonly account: string | null; readonly name: string }
  | { readonly kind: "role-session"; readonly account: string; readonly role: string; readonly session: string }
  | { readonly kind: "root"; readonly account: string };

/** Everything that the claim may mean, most certain first. */
export function namedBy(claim: UserClaim, people: Settings["people"]): readonly Named[] {
  const exact = [claim.id, claim.name]
    .flatMap((text) => (text === null ? [] : [fromArn(text)]))
    .find((named) => named !== null);
  if (exact) return [exact];
  const names = [claim.name, ...identitiesByMail(claim, people)].filter(couldBeUser);
  return names.map((name) => fromArn(name) ?? { kind: "user", account: null, name });
}

/** The characters of an IAM user's name, or an ARN of the configuration's. */
const couldBeUser = (name: string): boolean => /^[\w+=,.@-]{1,64}$/.test(name) || name.startsWith("arn:");

function identitiesByMail({ name, email }: UserClaim, people: Settings["people"]): readonly string[] {
  const mails = [email, name].flatMap((text) => (text === null ? [] : [text.toLowerCase()]));
  return people
    .filter((person) => mails.includes(person.email.toLowerCase()))
    .flatMap(({ identities }) => identities.filter((id) => id.startsWith("arn:")));
}

export function fromArn(text: string): Named | null {
  const [, service, account = "", resource = ""] = /^arn:aws[a-z-]*:(iam|sts)::(\d{12}):(\S{1,1500})$/.exec(text) ?? [];
  if (service === undefined) return null;
  const [kind, ...rest] = resource.split("/");
  const last = rest.at(-1);
  if (service === "iam" && resource === "root") return { kind: "root", account };
  if (last === undefined) return null;
  if (service === "iam" && kind === "user") return { kind: "user", account, name: last };
  const [role] = rest;
  if (service === "sts" && kind === "assumed-role" && rest.length === 2 && role) {
    return { kind: "role-session", account, role, session: last };
  }
  return null;
}
