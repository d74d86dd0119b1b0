// The one printer of JSONata. From the closed tree of nodes to text; a finding is only ever data, because nothing here
// can print anything but paths, quoted literals and the words of the language.
import { type Json, mayBeAbsent, type Node, type Path, type Source } from "../../language/node.ts";

/** What the names of a playbook are called at one place of the machine. */
export interface Names {
  /** The variable that holds a step's outcome, as in `$step_who`. */
  step(id: string): string;
  /** The expression that gives an enclosing loop's item. */
  item(loop: string): string;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved = new Set(["true", "false", "null", "and", "or", "in", "function"]);

/** A field as a path step: quoted unless it is a plain name that JSONata reads as one. */
export const printField = (name: string): string =>
  plainName.test(name) && !reserved.has(name) ? name : `\`${name}\``;

/** JSON is JSONata; the end mark of an expression and the line ends that JSON leaves as they are are escaped. */
export const printLiteral = (value: Json): string =>
  JSON.stringify(value).replaceAll("%}", "%\\u007d").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** A path, whatever may be missing on it. */
export const printPath = (path: Path, names: Names): string =>
  [sourceName(path.source, names), ...path.fields.map(printField)].join(".");

const sourceName = (source: Source, names: Names): string => {
  switch (source.kind) {
    case "finding":
      return "$states.context.Execution.Input.finding";
    case "step":
      return names.step(source.step);
    case "item":
      return names.item(source.loop);
  }
};

/** Any node as an expression that always has a value: never JSONata's undefined. */
export function printNode(node: Node, names: Names): string {
  switch (node.kind) {
    case "literal":
      return printLiteral(node.value);
    case "path":
      return node.absent ? present(node, names, "null") : printPath(node, names);
    case "object":
      return `{${Object.entries(node.fields)
        .map(([name, field]) => `${printLiteral(name)}: ${printNode(field, names)}`)
        .join(", ")}}`;
    case "array":
      return `[${node.items.map((item) => printItem(item, names)).join(", ")}]`;
    case "call":
      return printCall(node, names);
  }
}

/** JSONata puts the items of a list inside a list in its place: a list that is to stay one is wrapped once more. */
function printItem(item: Node, names: Names): string {
  const printed = printNode(item, names);
  switch (item.kind) {
    case "literal":
    case "array":
    case "object":
      return printed;
    case "path":
      return item.source.kind === "step" && item.fields.length === 0 ? printed : kept(printed);
    case "call":
      return item.word === "orElse" || item.word === "pick" ? kept(printed) : printed;
  }
}

const kept = (printed: string): string => `($type(${printed}) = "array" ? [[${printed}]] : ${printed})`;

function printCall(node: Node & { kind: "call" }, names: Names): string {
  const [first, second, third] = node.arguments as [Node, Node, Node];
  const print = (operand: Node) => printNode(operand, names);
  switch (node.word) {
    case "equals":
      return `(${print(first)} = ${print(second)})`;
    case "above":
      return `(${print(first)} > ${print(second)})`;
    case "atLeast":
      return `(${print(first)} >= ${print(second)})`;
    case "below":
      return `(${print(first)} < ${print(second)})`;
    case "atMost":
      return `(${print(first)} <= ${print(second)})`;
    case "contains":
      return `(${print(second)} in ${print(first)})`;
    case "isPresent":
      return first.kind === "path" ? `(${exists(first, names)})` : `(${print(first)} != null)`;
    case "failed":
      return `(${print(first)}.status != "succeeded")`;
    case "not":
      return `$not(${print(first)})`;
    case "allOf":
      return `(${node.arguments.map(print).join(" and ")})`;
    case "anyOf":
      return `(${node.arguments.map(print).join(" or ")})`;
    case "orElse":
      return orElse(first, print(second), names);
    case "count":
      return `$count(${print(first)})`;
    case "pick":
      return `(${print(first)} ? ${print(second)} : ${print(third)})`;
    case "text":
      return node.arguments.length === 0 ? '""' : `("" & ${node.arguments.map(print).join(" & ")})`;
  }
}

function orElse(value: Node, fallback: string, names: Names): string {
  if (value.kind === "path") return present(value, names, fallback);
  const printed = printNode(value, names);
  return mayBeAbsent(value) ? `($value := ${printed}; $value != null ? $value : ${fallback})` : printed;
}

const exists = (path: Path, names: Names): string => {
  const printed = printPath(path, names);
  return `$exists(${printed}) and ${printed} != null`;
};

const present = (path: Path, names: Names, fallback: string): string =>
  `(${exists(path, names)} ? ${printPath(path, names)} : ${fallback})`;
