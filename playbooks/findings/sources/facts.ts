// What a message says about who, whence and what, under one name each, whatever the publisher calls it; and how the
// fields of every kind are made of it. Values are as they came: the kinds' schemas judge them.
import { timestamp } from "../../../actions/kit/contract/index.ts";
import type { KindName } from "../kinds.ts";
import { cut, type Fields, isFields, textsOf, timeOf } from "./source.ts";

export interface Facts {
  readonly ip?: unknown;
  readonly previousIp?: unknown;
  readonly user?: unknown;
  readonly email?: unknown;
  readonly userId?: unknown;
  readonly accessKey?: unknown;
  readonly at?: unknown;
  readonly previousAt?: unknown;
  readonly agent?: unknown;
  readonly application?: unknown;
  readonly operation?: unknown;
  readonly host?: unknown;
  readonly url?: unknown;
  readonly method?: unknown;
  readonly payload?: unknown;
  readonly attempts?: unknown;
  readonly accounts?: unknown;
  readonly succeeded?: unknown;
  readonly blocked?: unknown;
  readonly secret?: unknown;
  readonly names?: readonly unknown[];
  readonly issuer?: unknown;
  readonly serial?: unknown;
  readonly certificate?: unknown;
}

type FieldsOf = (facts: Facts, envelope: Fields) => Fields;

export const fieldsOf: Readonly<Record<KindName, FieldsOf>> = {
  "impossible-travel": (facts, envelope) => ({
    user: claimOf(facts),
    sourceIp: facts.ip,
    loginAt: momentOf(facts.at) ?? envelope.lastSeen,
    previousIp: addressOf(facts.previousIp),
    previousLoginAt: momentOf(facts.previousAt),
    userAgent: shortText(facts.agent, 1_000),
    application: shortText(facts.application, 200),
  }),
  "login-brute-force": (facts) => ({
    sourceIp: facts.ip,
    user: claimOf(facts) ?? null,
    attempts: countOf(facts.attempts),
    accountsTried: countOf(facts.accounts),
    succeeded: facts.succeeded === true,
    host: shortText(facts.host, 300),
    application: shortText(facts.application, 200),
    userAgent: shortText(facts.agent, 1_000),
  }),
  "sql-injection": (facts) => ({
    sourceIp: facts.ip,
    host: shortText(facts.host, 300),
    url: shortText(facts.url, 2_048),
    method: shortText(facts.method, 20),
    payload: shortText(facts.payload, 2_048),
    userAgent: shortText(facts.agent, 1_000),
    requests: countOf(facts.attempts),
    blocked: typeof facts.blocked === "boolean" ? facts.blocked : null,
  }),
  "credential-access": (facts, envelope) => ({
    user: claimOf(facts),
    sourceIp: addressOf(facts.ip),
    accessedAt: momentOf(facts.at) ?? envelope.lastSeen,
    secret: shortText(facts.secret, 2_048),
    accessKeyId: shortText(facts.accessKey, 128),
    operation: shortText(facts.operation, 200),
    userAgent: shortText(facts.agent, 1_000),
  }),
  "certificate-issued": (facts, envelope) => ({
    names: [...new Set(textsOf(facts.names ?? []))].slice(0, 100),
    issuedAt: momentOf(facts.at) ?? envelope.lastSeen,
    issuer: shortText(facts.issuer, 500),
    serial: shortText(facts.serial, 128),
    certificate: shortText(facts.certificate, 2_048),
    user: claimOf(facts) ?? null,
    sourceIp: addressOf(facts.ip),
  }),
  unclassified: (facts) => ({
    sourceIp: addressOf(facts.ip),
    user: claimOf(facts) ?? null,
    host: shortText(facts.host, 300),
  }),
};

/** Undefined when nobody is named: a kind that needs somebody then says so. */
function claimOf({ user, email, userId }: Facts): Fields | undefined {
  const [name] = textsOf([user, email, userId]);
  if (name === undefined) return undefined;
  return { name: cut(name, 256), email: shortText(email, 320), id: shortText(userId, 512) };
}

const shortText = (value: unknown, most: number): unknown => (textsOf([value]).length === 0 ? null : cut(value, most));

/** A time, from whatever form it has; null for what is none. */
function momentOf(value: unknown): unknown {
  const time = timeOf(value);
  return timestamp.safeParse(time).success ? time : null;
}

/** Where a service acted, its name stands in the place of an address: then there is none. */
const addressOf = (value: unknown): unknown =>
  typeof value === "string" && /^[0-9a-f.:]{2,45}$/i.test(value) && /[.:]/.test(value) ? value : null;

function countOf(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** Facts that are there. */
export const known = (facts: Fields): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value !== null && !isFields(value)),
  );
