// Whether a call by someone of the organisation would still get through: their key is active and no inline policy denies it.
// As much of IAM's evaluation as containment relies on, so that its effect can be seen and not only its record.
import type { Organisation } from "../../simulators/organisation.ts";
import { policyDocument } from "./policy-document.ts";
import type { IamState, Owner } from "./state.ts";

/** A caller with a long-term key, or with a session whose token was issued at some moment. */
export type Caller =
  | { readonly accessKey: string }
  | { readonly user: string; readonly tokenIssuedAt: number }
  | { readonly role: string; readonly tokenIssuedAt: number };

export interface Call {
  readonly action: string;
  readonly resource?: string;
}

interface World {
  readonly organisation: Organisation;
  readonly state: IamState;
  readonly now: number;
}

export function isAllowed({ state, now }: World, caller: Caller, call: Call): boolean {
  const [owner, issued] = ownerOf(state, caller);
  if (owner === null) return false;
  const statements = state.policiesOf(owner).flatMap((name) => statementsIn(state.policy(owner, name) ?? ""));
  return !statements.some(
    (statement) =>
      statement.Effect === "Deny" &&
      covers(statement.Action, statement.NotAction, call.action) &&
      covers(statement.Resource, statement.NotResource, call.resource ?? "*") &&
      conditionsHold(statement.Condition ?? {}, issued, now),
  );
}

/** Who is calling, and when their token was issued; null for a long-term key, which carries no token. */
function ownerOf(state: IamState, caller: Caller): [Owner | null, number | null] {
  if ("role" in caller) return [{ kind: "role", name: caller.role }, caller.tokenIssuedAt];
  if ("user" in caller) return [{ kind: "user", name: caller.user }, caller.tokenIssuedAt];
  const key = state.key(caller.accessKey);
  return [key?.status === "Active" ? { kind: "user", name: key.user } : null, null];
}

function statementsIn(document: string) {
  const { Statement } = policyDocument.parse(JSON.parse(document));
  return Array.isArray(Statement) ? Statement : [Statement];
}

function covers(named: string | string[] | undefined, notNamed: string | string[] | undefined, value: string): boolean {
  if (named !== undefined) return [named].flat().some((pattern) => fits(pattern, value));
  return !(notNamed === undefined ? [] : [notNamed].flat()).some((pattern) => fits(pattern, value));
}

const fits = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "i",
  ).test(value);

// The operators on dates, which is what session revocation uses; a condition on anything else is taken as fulfilled.
const dateOperators: Readonly<Record<string, (actual: number, wanted: number) => boolean>> = {
  DateLessThan: (actual, wanted) => actual < wanted,
  DateLessThanEquals: (actual, wanted) => actual <= wanted,
  DateGreaterThan: (actual, wanted) => actual > wanted,
  DateGreaterThanEquals: (actual, wanted) => actual >= wanted,
};

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function conditionsHold(conditions: Conditions, issued: number | null, now: number): boolean {
  return Object.entries(conditions).every(([operator, keys]) => {
    const compare = dateOperators[operator.replace(/IfExists$/, "")];
    if (!compare) return true;
    return Object.entries(keys).every(([key, wanted]) => {
      const actual = { "aws:tokenissuetime": issued, "aws:currenttime": now }[key.toLowerCase()] ?? null;
      // A key that the request does not carry fulfils no condition, unless it says IfExists.
      if (actual === null) return operator.endsWith("IfExists");
      return [wanted].flat().some((moment) => compare(actual, Date.parse(String(moment))));
    });
  });
}
