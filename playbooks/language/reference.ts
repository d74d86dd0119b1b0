// References as they are when a playbook is recorded: a path and nothing else. Any name is a field; whatever would turn
// a reference into a value that does not exist yet throws, and says what to write instead.
import { RiposteError } from "./error.ts";
import { EXPRESSION } from "./expression.ts";
import type { Node, Path, Source } from "./node.ts";
import { describe, fieldOf, mayBeNull, type Shape } from "./shape.ts";

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** The words by which people know where a reference comes from. */
export const named = (path: Pick<Path, "source" | "fields">): string => {
  const fields = path.source.kind === "step" && path.fields[0] === "output" ? path.fields.slice(1) : path.fields;
  return [sourceName(path.source), ...fields].join(".");
};

const sourceName = (source: Source): string => {
  switch (source.kind) {
    case "finding":
      return "finding";
    case "step":
      return source.step;
    case "item":
      return `the item of ${source.loop}`;
  }
};

/** The node behind a reference, or undefined for anything else. */
export const nodeOf = (value: unknown): Node | undefined =>
  (typeof value === "object" || typeof value === "function") && value !== null
    ? (value as { [EXPRESSION]?: Node })[EXPRESSION]
    : undefined;

/** A reference to `fields` below `source`, whose values have `shape`. */
export function reference(source: Source, fields: readonly string[], shape: Shape, absent: boolean): unknown {
  const path: Path = Object.freeze({ kind: "path", source, fields: Object.freeze([...fields]), absent });
  return expression(path, (name) => {
    const below = fieldOf(shape, name);
    if (below === undefined) {
      throw new RiposteError("R105", `${named(path)} has no field "${name}": it is ${describe(shape)}`);
    }
    return reference(source, [...fields, name], below.shape, absent || below.absent || mayBeNull(below.shape));
  });
}

/** What stands behind every reference: without fields of its own, and a function, so that a call can be refused. */
const bare = Object.setPrototypeOf(() => {}, null);
for (const name of Reflect.ownKeys(bare)) delete bare[name];
Object.freeze(bare);

/** A node as an author holds it: `field` answers for every name that is asked of it. */
export function expression(node: Node, field: (name: string) => unknown): unknown {
  const what = node.kind === "path" ? named(node) : "a computed value";
  const refuse = (use: string, instead: string): never => {
    throw new RiposteError("R104", `${what} has no value yet, so it cannot be ${use}: ${instead}`);
  };
  return new Proxy(bare, {
    apply: () => refuse("called", "use the words of the language, as in when(id, condition, { then })"),
    get(_, name) {
      if (name === EXPRESSION) return node;
      if (name === Symbol.toPrimitive || name === "toString" || name === "valueOf" || name === "toJSON") {
        return refuse("turned into text or a number", "write text`…${it}…`, or compare it with equals, atLeast, …");
      }
      if (name === Symbol.iterator) return refuse("iterated or spread", "use forEach(id, list, item => …)");
      if (typeof name === "symbol") return undefined;
      if (inherited.has(name)) return refuse(`asked for "${name}"`, "a reference has the fields of its value only");
      return field(name);
    },
    has: () => refuse("searched with `in`", "use contains(list, value) or isPresent(value)"),
    ownKeys: () => refuse("listed or spread", "name the fields that are needed"),
    set: () => refuse("changed", "a step's output stays as it is"),
  });
}

/** A computed value: it has no fields. */
export const computed = (node: Node): unknown =>
  expression(node, (name) => {
    throw new RiposteError(
      "R105",
      `a computed value has no field "${name}": use it whole, or ask the step for the field before computing`,
    );
  });
