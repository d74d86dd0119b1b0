import { type Json, mayBeAbsent, type Node } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { alternatives, fieldOf, itemOf, mayBeNull, type Shape } from "../../../language/shape.ts";
import { inputSchema } from "../../emit/defaults.ts";
import { type Recording, standings, type Task } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R503: an input that the action's schema refuses.
 *
 * What is written down is parsed by the contract's own schema when the playbook is compiled; a value that may be absent
 * is refused where the schema takes no null.
 *
 * Write instead: what the message says the action expects; `orElse` or `given` for a value that may be absent.
 */
export function inputAccepted(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item }) =>
    item.kind === "task" ? [...refused(item), ...absent(item)] : [],
  );
}

/** Values that do not exist yet are left out of the parse, and what it then says about their places is ignored. */
function refused(task: Task): readonly Violation[] {
  const later: string[] = [];
  const value = written(task.input, "", later);
  const parsed = task.action.input.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter((issue) => !later.some((place) => touches(place, `/${issue.path.map(String).join("/")}`)))
    .map((issue) =>
      violation(
        "R503",
        task,
        `"${task.id}" gives ${task.action.id} ${issue.path.join(".") || "an input"} that it refuses: ${issue.message}`,
      ),
    );
}

const touches = (place: string, issue: string): boolean =>
  place === issue || place.startsWith(`${issue}/`) || issue.startsWith(`${place}/`) || issue === "/";

function written(node: Node, place: string, later: string[]): Json | undefined {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "object":
      return Object.fromEntries(
        Object.entries(node.fields).map(([name, field]) => [name, written(field, `${place}/${name}`, later) as Json]),
      );
    case "array":
      return node.items.map((item, at) => written(item, `${place}/${at}`, later) as Json);
    case "path":
    case "call":
      later.push(place);
      return undefined;
  }
}

function absent(task: Task): readonly Violation[] {
  const schema = inputSchema(task.action);
  return misplaced(task.input, { schema, root: schema }, "input").map(([name, value]) =>
    violation(
      "R503",
      task,
      `"${task.id}" passes ${value} as ${name}, which may be absent, and ${task.action.id} needs it: decide with orElse or given`,
    ),
  );
}

/** Fields that take no null and are given what may be null, each with the name of what they are given. */
function misplaced(node: Node, shape: Shape, name: string): readonly (readonly [name: string, value: string])[] {
  switch (node.kind) {
    case "literal":
      return [];
    case "path":
      return node.absent && !takesNull(shape) ? [[name, named(node)]] : [];
    case "call":
      return mayBeAbsent(node) && !takesNull(shape) ? [[name, "a computed value"]] : [];
    case "array": {
      const item = itemOf(shape);
      return item === undefined ? [] : node.items.flatMap((value) => misplaced(value, item, name));
    }
    case "object":
      return Object.entries(node.fields).flatMap(([field, value]) => {
        const below = fieldOf(shape, field);
        return below === undefined ? [] : misplaced(value, below.shape, field);
      });
  }
}

const takesNull = (shape: Shape): boolean => mayBeNull(shape) || [...alternatives(shape)].some(isAnything);

/** A schema that says nothing takes everything. */
const isAnything = (schema: Shape["schema"]): boolean =>
  [schema.type, schema.const, schema.enum].every((said) => said === undefined);
