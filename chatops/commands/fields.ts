// The fields of a kind of finding, read from its schema: what a person may give, how it is asked for, what it becomes.
// What the envelope needs besides is filled in here.
import * as z from "zod";

export interface Field {
  /** As in `user.name`. */
  readonly id: string;
  readonly path: readonly string[];
  readonly type: "text" | "number" | "boolean";
  /** Null: anything of its type. */
  readonly options: readonly string[] | null;
  readonly optional: boolean;
  readonly description: string | null;
}

/** What Riposte says itself about a finding that a person makes. */
const ours: ReadonlySet<string> = new Set([
  "id",
  "version",
  "kind",
  "source",
  "detectedAt",
  "firstSeen",
  "lastSeen",
  "resources",
]);

export const fieldsOf = (schema: z.ZodObject): Field[] =>
  inner(schema, []).filter(({ path }) => !ours.has(path[0] ?? ""));

function inner(schema: z.ZodObject, under: readonly string[]): Field[] {
  return Object.entries(schema.shape).flatMap(([name, given]) => {
    const path = [...under, name];
    const { core, optional, description } = unwrapped(given as z.ZodType);
    if (core instanceof z.ZodObject) return inner(core, path);
    const field = { id: path.join("."), path, optional, description };
    if (core instanceof z.ZodEnum) return [{ ...field, type: "text" as const, options: core.options.map(String) }];
    if (core instanceof z.ZodBoolean) return [{ ...field, type: "boolean" as const, options: ["true", "false"] }];
    if (core instanceof z.ZodNumber) return [{ ...field, type: "number" as const, options: null }];
    const textual = core instanceof z.ZodString || core instanceof z.ZodUnion || core instanceof z.ZodISODateTime;
    return textual ? [{ ...field, type: "text" as const, options: null }] : [];
  });
}

function unwrapped(schema: z.ZodType): { core: z.ZodType; optional: boolean; description: string | null } {
  let core = schema;
  let optional = false;
  let description = schema.description ?? null;
  while (core instanceof z.ZodNullable || core instanceof z.ZodDefault || core instanceof z.ZodOptional) {
    optional = true;
    core = core.unwrap() as z.ZodType;
    description ??= core.description ?? null;
  }
  return { core, optional, description };
}

/** The field that somebody means: by its id, or by the name of an object whose name it is (`user` for `user.name`). */
export const fieldNamed = (fields: readonly Field[], name: string): Field | null =>
  fields.find(({ id }) => id === name) ?? fields.find(({ id }) => id === `${name}.name`) ?? null;

/** Values by field id, put where the finding has them. */
export function shaped(fields: readonly Field[], values: Readonly<Record<string, string>>): Record<string, unknown> {
  const finding: Record<string, unknown> = {};
  for (const { id, path, type } of fields) {
    const value = Object.hasOwn(values, id) ? values[id] : undefined;
    if (value !== undefined) put(finding, path, typed(value, type));
  }
  return finding;
}

function put(into: Record<string, unknown>, [first = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const below = (into[first] ?? {}) as Record<string, unknown>;
  into[first] = below;
  put(below, rest, value);
}

/** What does not fit its type stays text, so that the schema says what is wrong. */
function typed(value: string, type: Field["type"]): unknown {
  if (type === "number" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}
