// A question to a SIEM, in words that belong to no vendor: facts that must hold, the facts wanted, and how far back. Each
// vendor has its own names for the facts; values come from outside and are only ever compared.
import { isIP } from "node:net";
import type { Principal } from "../kit/contract/index.ts";
import { moment, words } from "../kit/runtime/observed.ts";

export const facts = [
  "accessKey",
  "application",
  "bytes",
  "city",
  "country",
  "deviceId",
  "deviceManaged",
  "deviceName",
  "host",
  "method",
  "outcome",
  "path",
  "query",
  "reason",
  "secondFactor",
  "seconds",
  "session",
  "source",
  "sourceIp",
  "status",
  "time",
  "usedSecondFactor",
  "user",
  "userAgent",
  "userId",
  "what",
] as const;
export type Fact = (typeof facts)[number];

/** One of these must hold. */
export interface Condition {
  readonly anyOf: readonly { readonly fact: Fact; readonly value: string }[];
}

export interface Question {
  /** `any` event, or only sign-ins, or only requests to web servers. */
  readonly about: "any" | "authentication" | "web";
  readonly where: readonly Condition[];
  readonly wanted: readonly Fact[];
  readonly lookbackSeconds: number;
}

/** One event: the facts wanted, null where the log does not say. */
export type Row = Readonly<Partial<Record<Fact, string | null>>>;

/** Newest first, at most `counted`. */
export type Search = (question: Question) => Promise<readonly Row[]>;

export const is = (fact: Fact, value: string): Condition => ({ anyOf: [{ fact, value }] });

/** Logs name people by their login name, or by the canonical id of the identity. */
export function named(principal: Principal): Condition {
  const id = { fact: "userId", value: principal.id } as const;
  const name = nameOf(principal);
  return { anyOf: name === null ? [id] : [{ fact: "user", value: name }, id] };
}

function nameOf(principal: Principal): string | null {
  switch (principal.type) {
    case "iam-user":
    case "identity-center-user":
      return principal.name;
    case "iam-role-session":
      return principal.session;
    case "okta-user":
      return principal.login;
    case "entra-user":
      return principal.userPrincipalName;
    case "root":
      return null;
  }
}

/** An event without a time is none: the contract refuses it. */
export const timeOf = ({ time }: Row): string => moment(time) ?? "";

export const addressOf = ({ sourceIp }: Row): string | null =>
  sourceIp && isIP(sourceIp) !== 0 && !sourceIp.includes("%") ? sourceIp : null;

const outcomes: Readonly<Record<string, "success" | "failure">> = { success: "success", failure: "failure" };

export const outcomeOf = ({ outcome }: Row): "success" | "failure" | "unknown" =>
  outcomes[outcome?.toLowerCase() ?? ""] ?? "unknown";

/** A whole number from 0; null for anything else. */
export const wholeOf = (value: string | null | undefined, most: number): number | null => {
  const number = Number(value ?? Number.NaN);
  return Number.isFinite(number) && number >= 0 ? Math.min(Math.round(number), most) : null;
};

/** The different values of a list, in the order of their first appearance. */
export const different = (values: readonly (string | null)[], most: number): string[] =>
  [...new Set(values.flatMap((value) => (value === null ? [] : [value])))].slice(0, most);

export const userOf = ({ user }: Row): string | null => words(user, 256);
