// What the words of the language mean, in plain TypeScript: the printer's JSONata is checked against this.
import type { Json, Node, Path } from "../../playbooks/language/node.ts";

export interface World {
  readonly finding: Json;
  /** Outcomes by step. */
  readonly steps: Readonly<Record<string, Json>>;
  /** Items of enclosing loops. */
  readonly items: Readonly<Record<string, Json>>;
}

export function evaluate(node: Node, world: World): Json {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "path":
      return valueAt(node, world);
    case "object":
      return Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, evaluate(field, world)]));
    case "array":
      return node.items.map((item) => evaluate(item, world));
    case "call":
      return call(node, world);
  }
}

function valueAt({ source, fields }: Path, world: World): Json {
  const start = {
    finding: () => world.finding,
    step: () => world.steps[(source as { step: string }).step],
    item: () => world.items[(source as { loop: string }).loop],
  }[source.kind]();
  return fields.reduce<Json>((value, field) => {
    const has = typeof value === "object" && value !== null && Object.hasOwn(value, field);
    return has ? ((value as Record<string, Json>)[field] as Json) : null;
  }, start as Json);
}

function call({ word, arguments: operands }: Node & { kind: "call" }, world: World): Json {
  const values = operands.map((operand) => () => evaluate(operand, world));
  const at = (index: number): Json => (values[index] as () => Json)();
  const number = (index: number) => at(index) as number;
  switch (word) {
    case "equals":
      return at(0) === at(1);
    case "above":
      return number(0) > number(1);
    case "atLeast":
      return number(0) >= number(1);
    case "below":
      return number(0) < number(1);
    case "atMost":
      return number(0) <= number(1);
    case "contains":
      return (at(0) as readonly Json[]).includes(at(1));
    case "isPresent":
      return at(0) !== null;
    case "failed":
      return (at(0) as { status: string }).status !== "succeeded";
    case "not":
      return !at(0);
    case "allOf":
      return values.every((value) => value());
    case "anyOf":
      return values.some((value) => value());
    case "orElse":
      return at(0) ?? at(1);
    case "count":
      return (at(0) as readonly Json[]).length;
    case "pick":
      return at(0) ? at(1) : at(2);
    case "text":
      return values.map((value) => String(value())).join("");
  }
}
