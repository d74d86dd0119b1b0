// A schema whose type is opaque going in and coming out. Zod's own brand guards only what comes out, so a plain value
// could still be passed where a resolved one is meant.
import type * as z from "zod";

/** `schema` at run time, `Type` in and out for the type checker. */
export const opaque = <Type>(schema: z.ZodType): z.ZodType<Type, Type> => schema as unknown as z.ZodType<Type, Type>;

declare const name: unique symbol;

/** A type that a playbook may pass on whole but not look into: it has no fields for the language. */
export interface Opaque<Name extends string> {
  readonly [name]: Name;
}
