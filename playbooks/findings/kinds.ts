// Every kind of finding. A new kind is a file with its schema and a line here.
import type * as z from "zod";
import { ImpossibleTravel } from "./impossible-travel.ts";
import { Unclassified } from "./unclassified.ts";

export interface Kind<Schema extends z.ZodObject> {
  readonly schema: Schema;
  /** Fields whose new values are news on an open case: another principal, target or key. */
  readonly news: readonly (readonly string[])[];
}

const kind = <Schema extends z.ZodObject>(declaration: Kind<Schema>): Kind<Schema> => Object.freeze(declaration);

export const kinds = {
  "impossible-travel": kind({ schema: ImpossibleTravel, news: [["account"], ["user", "name"], ["sourceIp"]] }),
  unclassified: kind({ schema: Unclassified, news: [["account"], ["type"]] }),
} as const;

export type KindName = keyof typeof kinds;
export type Finding = { [Name in KindName]: z.infer<(typeof kinds)[Name]["schema"]> }[KindName];

export const kindNames = Object.keys(kinds) as readonly KindName[];

export const isKind = (name: unknown): name is KindName => typeof name === "string" && Object.hasOwn(kinds, name);
