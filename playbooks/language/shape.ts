// The run-time twin of a type: the JSON Schema of a finding or an output, asked field by field.
import * as z from "zod";

type Schema = z.core.JSONSchema.BaseSchema;

/** A schema's part, and the whole that its `$ref`s point into. */
export interface Shape {
  readonly schema: Schema;
  readonly root: Schema;
}

const outputs = new WeakMap<z.ZodType, Shape>();

/** The shape of what a schema gives. */
export function shapeOf(type: z.ZodType): Shape {
  let shape = outputs.get(type);
  if (shape === undefined) {
    const schema = z.toJSONSchema(type, { io: "output", unrepresentable: "any" }) as Schema;
    shape = { schema, root: schema };
    outputs.set(type, shape);
  }
  return shape;
}

export const at = (shape: Shape, schema: Schema): Shape => ({ schema, root: shape.root });

/** The alternatives of a union, references followed; `"type": ["string", "null"]` is one too. */
export function* alternatives(shape: Shape): Generator<Schema> {
  const { schema } = shape;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace(/^#\/(\$defs|definitions)\//, "");
    const target = schema.$ref === "#" ? shape.root : (shape.root.$defs?.[name] as Schema | undefined);
    if (target !== undefined) yield* alternatives(at(shape, target));
    return;
  }
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined;
  if (Array.isArray(schema.type)) {
    for (const type of schema.type) yield { ...schema, type };
    return;
  }
  if (choices === undefined) {
    yield schema;
    return;
  }
  for (const choice of choices) yield* alternatives(at(shape, choice));
}

const isNull = (schema: Schema): boolean => schema.type === "null" || schema.const === null;

/** Whether null is among the values. */
export const mayBeNull = (shape: Shape): boolean => [...alternatives(shape)].some(isNull);

/** The shape of a field; `absent` when some value may lack it or hold null on the way. Undefined: no value has it. */
export function fieldOf(shape: Shape, name: string): { shape: Shape; absent: boolean } | undefined {
  const found: Schema[] = [];
  let absent = false;
  for (const choice of alternatives(shape)) {
    const field = Object.hasOwn(choice.properties ?? {}, name) ? (choice.properties?.[name] as Schema) : undefined;
    if (field === undefined) {
      absent = true;
      continue;
    }
    found.push(field);
    absent ||= !(choice.required ?? []).includes(name);
  }
  const [first] = found;
  if (first === undefined) return undefined;
  return { shape: at(shape, found.length === 1 ? first : { anyOf: found as never }), absent };
}

/** The shape of a list's items; undefined when it is no list. */
export function itemOf(shape: Shape): Shape | undefined {
  for (const choice of alternatives(shape)) {
    if (choice.type === "array") return at(shape, (choice.items ?? {}) as Schema);
  }
  return undefined;
}

/** What a value is, for people: `an object with score, reports`, `a list`, `text`. */
export function describe(shape: Shape): string {
  const kinds = [...alternatives(shape)].map(kindOf);
  return [...new Set(kinds)].join(" or ");
}

function kindOf(schema: Schema): string {
  if (isNull(schema)) return "null";
  if (schema.properties !== undefined) return `an object with ${Object.keys(schema.properties).join(", ")}`;
  if (schema.type === "array") return "a list";
  if (schema.type === "string") return "text";
  if (schema.type === "integer" || schema.type === "number") return "a number";
  if (schema.type === "boolean") return "yes or no";
  return "a value";
}
