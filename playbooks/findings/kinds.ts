// Every kind of finding. A new kind is a file with its schema and a line here.
import type * as z from "zod";
import { CertificateIssued } from "./certificate-issued.ts";
import { CredentialAccess } from "./credential-access.ts";
import { ImpossibleTravel } from "./impossible-travel.ts";
import { LoginBruteForce } from "./login-brute-force.ts";
import { SqlInjection } from "./sql-injection.ts";
import { Unclassified } from "./unclassified.ts";

type Path = readonly string[];

export interface Kind<Schema extends z.ZodObject> {
  readonly schema: Schema;
  /** What its findings are about: the fields that name the entity where no playbook says so itself. */
  readonly about: readonly Path[];
  /** Fields whose new values are news on an open case: another principal, target or key. */
  readonly news: readonly Path[];
  /**
   * Fields that say that it was no mere attempt, with the value that says so: a success after failures. Then also
   * `with` are news: an address that fails for another user brings nothing, one that gets in as somebody does.
   */
  readonly success?: { readonly field: Path; readonly is: boolean; readonly with: readonly Path[] };
}

const kind = <Schema extends z.ZodObject>(declaration: Kind<Schema>): Kind<Schema> => Object.freeze(declaration);

export const kinds = {
  "impossible-travel": kind({
    schema: ImpossibleTravel,
    about: [["user", "name"]],
    news: [["account"], ["user", "name"], ["sourceIp"]],
  }),
  "login-brute-force": kind({
    schema: LoginBruteForce,
    about: [["sourceIp"]],
    news: [["account"], ["application"]],
    success: { field: ["succeeded"], is: true, with: [["user", "name"], ["host"]] },
  }),
  "sql-injection": kind({
    schema: SqlInjection,
    about: [["sourceIp"]],
    news: [["account"], ["host"]],
    success: { field: ["blocked"], is: false, with: [] },
  }),
  "credential-access": kind({
    schema: CredentialAccess,
    about: [["user", "name"]],
    news: [["account"], ["user", "name"], ["sourceIp"], ["secret"], ["accessKeyId"]],
  }),
  "certificate-issued": kind({
    schema: CertificateIssued,
    about: [["names", "0"]],
    news: [["account"], ["user", "name"], ["issuer"], ["certificate"]],
  }),
  unclassified: kind({ schema: Unclassified, about: [["type"]], news: [["account"], ["type"]] }),
} as const;

export type KindName = keyof typeof kinds;
export type Finding = { [Name in KindName]: z.infer<(typeof kinds)[Name]["schema"]> }[KindName];

export const kindNames = Object.keys(kinds) as readonly KindName[];

export const isKind = (name: unknown): name is KindName => typeof name === "string" && Object.hasOwn(kinds, name);
