// JSONata as Step Functions runs it: the program parsed once, its run limited, its result a deep copy.
import jsonata, { type ExprNode } from "jsonata";
import type { Json } from "../json.ts";
import { Budget } from "./budget.ts";
import { budgetBinding, furnish, timeBinding } from "./functions.ts";

/** What a program may read: `states` is `$states`; every other name is a variable. Inherited names count. */
export interface Bindings {
  readonly states: unknown;
  readonly [variable: string]: unknown;
}

export type Result =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "undefined" }
  | { readonly kind: "unsupported" }
  | { readonly kind: "threw"; readonly message: string };

/** A program and whether a single native call in it could hold the thread, so that it must run in a worker. */
export interface Program {
  readonly text: string;
  readonly ast: ExprNode;
  readonly mayHold: boolean;
  run(bindings: Bindings, now: number): Promise<Result>;
}

/** Throws the library's own error, `{ code, message }`, for a text that is no program. */
export function parse(text: string): Program {
  const known = programs.get(text);
  if (known !== undefined) return known;
  const program = parsed(text);
  if (programs.size >= mostPrograms) programs.clear();
  programs.set(text, program);
  return program;
}

const mostPrograms = 20_000;
const programs = new Map<string, Program>();

// The library's own functions, found where it keeps them: in the environment of a call.
type Native = { readonly implementation: (...values: unknown[]) => unknown };
const natives = new Map<string, Native>();
const captured = (async () => {
  for (const name of ["distinct", "pad"]) {
    natives.set(name, (await jsonata(`$${name}`).evaluate(null)) as Native);
  }
})();
const native = (name: string): Native => natives.get(name) as Native;

function parsed(text: string): Program {
  const expression = jsonata(text);
  const ast = expression.ast();
  furnish(expression, native);
  return {
    text,
    ast,
    mayHold: mayHoldTheThread(ast),
    async run(bindings, now) {
      await captured;
      const all = Object.create(bindings as object) as Record<string, unknown>;
      all[budgetBinding] = new Budget();
      all[timeBinding] = now;
      try {
        return copied(await expression.evaluate(undefined, all));
      } catch (error) {
        return { kind: "threw", message: messageOf(error) };
      }
    },
  };
}

/** `T1006: Attempted to invoke a non-function`, or the bare message of an error that has no code. */
export const messageOf = (error: unknown): string => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === "string" ? `${code}: ${message ?? ""}` : String(message ?? error);
};

function copied(value: unknown): Result {
  if (value === undefined) return { kind: "undefined" };
  if (holdsFunction(value)) return { kind: "unsupported" };
  const text = JSON.stringify(value);
  return text === undefined ? { kind: "unsupported" } : { kind: "value", value: JSON.parse(text) as Json };
}

const holdsFunction = (value: unknown): boolean => {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return true;
  return Object.values(value).some(holdsFunction);
};

// A regular expression can backtrack for ever in one call, and these functions make regular expressions of pictures.
const heldBy = new Set(["toMillis", "parseInteger"]);

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly procedure?: Node;
  readonly arguments?: readonly unknown[];
}

const usesDefaultPicture = (node: Node): boolean =>
  node.type === "function" && node.procedure?.value === "toMillis" && node.arguments?.length === 1;

function mayHoldTheThread(root: unknown): boolean {
  const seen = new Set<object>();
  const open: unknown[] = [root];
  for (let node = open.pop(); open.length > 0 || node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (node instanceof RegExp) return true;
    const { type, value, arguments: passed } = node as Node;
    if (type === "regex" || (type === "variable" && typeof value === "string" && heldBy.has(value))) return true;
    open.push(...(usesDefaultPicture(node) ? (passed ?? []) : Object.values(node)));
  }
  return false;
}
