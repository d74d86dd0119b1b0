// A contract's defaults, written into the input when the playbook is compiled: what an approver is shown is what runs.
import * as z from "zod";
import type { Declaration } from "../../../actions/kit/contract/index.ts";
import type { Json, Node } from "../../language/node.ts";
import { literal } from "../../language/node.ts";

type Schema = z.core.JSONSchema.BaseSchema;
const inputs = new WeakMap<z.ZodType, Schema>();

/** The JSON Schema of what an action takes. */
export function inputSchema(action: Declaration): Schema {
  let schema = inputs.get(action.input);
  if (schema === undefined) {
    schema = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" }) as Schema;
    inputs.set(action.input, schema);
  }
  return schema;
}

export const withDefaults = (action: Declaration, input: Node): Node => fill(input, inputSchema(action));

function fill(node: Node, schema: Schema): Node {
  const properties = schema.properties as Record<string, Schema> | undefined;
  const fields = fieldsOf(node);
  if (properties === undefined || fields === null) return node;
  const filled = Object.entries(properties).flatMap(([name, property]): [string, Node][] => {
    const field = fields[name];
    if (field !== undefined) return [[name, fill(field, property)]];
    return property.default === undefined ? [] : [[name, literal(property.default as Json)]];
  });
  const unknown = Object.entries(fields).filter(([name]) => !Object.hasOwn(properties, name));
  return { kind: "object", fields: Object.fromEntries([...filled, ...unknown]) };
}

function fieldsOf(node: Node): Readonly<Record<string, Node>> | null {
  if (node.kind === "object") return node.fields;
  if (node.kind !== "literal" || node.value === null || typeof node.value !== "object" || Array.isArray(node.value))
    return null;
  return Object.fromEntries(Object.entries(node.value).map(([name, value]) => [name, literal(value)]));
}
