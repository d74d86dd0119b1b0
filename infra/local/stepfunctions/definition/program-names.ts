// What a JSONata program reads by name, found in its syntax tree.
import type { ExprNode } from "jsonata";

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly procedure?: Node;
  readonly arguments?: readonly Node[];
  readonly lhs?: unknown;
}

function* nodesOf(root: unknown): Generator<Node> {
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (!Array.isArray(node)) yield node as Node;
    for (const part of Object.values(node)) if (typeof part === "object") open.push(part);
  }
}

const isVariable = (node: Node | undefined, name?: string): boolean =>
  node?.type === "variable" && (name === undefined || node.value === name);

/** Of `result` and `errorOutput`, those that the program reads from `$states`. */
export function statesFieldsRead(program: ExprNode): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { type, steps } of nodesOf(program)) {
    if (type !== "path" || !isVariable(steps?.[0], "states")) continue;
    const field = steps?.[1]?.value;
    if (field === "result" || field === "errorOutput") fields.add(field);
  }
  return fields;
}

/** Variables that the program reads and does not bind itself; functions that it calls are not among them. */
export function variablesRead(program: ExprNode): ReadonlySet<string> {
  const read = new Set<string>();
  const bound = new Set<unknown>(["", "$", "states"]);
  const called = new Set<Node>();
  for (const node of nodesOf(program)) {
    if (node.type === "function" && node.procedure !== undefined) called.add(node.procedure);
    if (node.type === "bind") bound.add((node.lhs as Node).value);
    if (node.type === "lambda") for (const argument of node.arguments ?? []) bound.add(argument.value);
  }
  for (const node of nodesOf(program)) {
    if (isVariable(node) && !bound.has(node.value) && !called.has(node)) read.add(String(node.value));
  }
  return read;
}
