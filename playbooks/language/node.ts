// The closed tree that every value of a playbook is: what an author writes with references and words becomes these
// frozen nodes, and one printer turns them into JSONata. There is no node for raw text.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Where a path begins. */
export type Source =
  | { readonly kind: "finding" }
  /** The outcome of a step: `output` holds what it answered. */
  | { readonly kind: "step"; readonly step: string }
  /** The item of an enclosing `forEach`. */
  | { readonly kind: "item"; readonly loop: string };

export type Word =
  | "equals"
  | "above"
  | "atLeast"
  | "below"
  | "atMost"
  | "contains"
  | "isPresent"
  | "not"
  | "allOf"
  | "anyOf"
  | "failed"
  | "orElse"
  | "text"
  | "count"
  | "pick";

export interface Path {
  readonly kind: "path";
  readonly source: Source;
  readonly fields: readonly string[];
  /** The value may be null or missing: it must be decided before it is compared. */
  readonly absent: boolean;
}

export type Node =
  | { readonly kind: "literal"; readonly value: Json }
  | Path
  | { readonly kind: "call"; readonly word: Word; readonly arguments: readonly Node[] }
  | { readonly kind: "object"; readonly fields: Readonly<Record<string, Node>> }
  | { readonly kind: "array"; readonly items: readonly Node[] };

export const literal = (value: Json): Node => Object.freeze({ kind: "literal", value });
export const wordCall = (word: Word, ...operands: readonly Node[]): Node =>
  Object.freeze({ kind: "call", word, arguments: Object.freeze(operands) });

/** Whether a value may be null when the playbook runs: then it must be decided before it is compared. */
export function mayBeAbsent(node: Node): boolean {
  if (node.kind === "literal") return node.value === null;
  if (node.kind === "path") return node.absent;
  if (node.kind !== "call") return false;
  if (node.word === "pick") return node.arguments.slice(1).some(mayBeAbsent);
  return node.word === "orElse" && mayBeAbsent(node.arguments[1] as Node);
}

/** Every path below a node, the node itself included. */
export function* pathsIn(node: Node): Generator<Path> {
  switch (node.kind) {
    case "literal":
      return;
    case "path":
      yield node;
      return;
    case "call":
      for (const operand of node.arguments) yield* pathsIn(operand);
      return;
    case "object":
      for (const field of Object.values(node.fields)) yield* pathsIn(field);
      return;
    case "array":
      for (const item of node.items) yield* pathsIn(item);
      return;
  }
}
