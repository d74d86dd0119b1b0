// A step's input as ASL's JSON: what is written down stays as it is, what is referred to becomes an expression.
import { type Json, type Node, pathsIn } from "../../language/node.ts";
import { asl, type Template } from "./asl.ts";
import { type Names, printLiteral, printNode } from "./print.ts";

/** A value at one place of the machine. `known`: reads that are certain to have succeeded there. */
export function templateOf(
  node: Node,
  names: Names,
  known: ReadonlySet<string>,
  tolerated: ReadonlySet<string>,
): Template {
  switch (node.kind) {
    case "literal":
      return literalTemplate(node.value);
    case "object":
      return Object.fromEntries(
        Object.entries(node.fields).map(([name, field]) => [name, templateOf(field, names, known, tolerated)]),
      );
    case "array":
      return node.items.map((item) => templateOf(item, names, known, tolerated));
    case "path":
    case "call":
      return asl(skippable(node, names, known, tolerated));
  }
}

/** ASL would read a string that begins with `{%` as a program, so it is printed as a quoted one. */
export function literalTemplate(value: Json): Template {
  if (typeof value === "string") return value.startsWith("{%") ? asl(printLiteral(value)) : value;
  if (Array.isArray(value)) return value.map(literalTemplate);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, literalTemplate(field)]));
  }
  return value;
}

/** Reads whose answer a value needs and that may not have succeeded: without them its step is skipped. */
export const needs = (node: Node, known: ReadonlySet<string>, tolerated: ReadonlySet<string>): readonly string[] => {
  const steps = new Set<string>();
  for (const path of pathsIn(node)) {
    if (path.source.kind === "step" && path.fields[0] === "output") steps.add(path.source.step);
  }
  return [...steps].filter((step) => !known.has(step) && !tolerated.has(step));
};

/** A plain path to what a failed read did not answer has no value, and so ends in the step's own Catch; anything computed from it would hide that. */
function skippable(node: Node, names: Names, known: ReadonlySet<string>, tolerated: ReadonlySet<string>): string {
  const printed = printNode(node, names);
  if (node.kind === "path" && !node.absent) return printed;
  return needs(node, known, tolerated).reduce(
    (expression, step) =>
      `(${names.step(step)}.status = "succeeded" ? ${expression} : $error(${printLiteral(`${step} did not succeed`)}))`,
    printed,
  );
}
