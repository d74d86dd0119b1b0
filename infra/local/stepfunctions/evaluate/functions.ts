// The functions that Step Functions adds to JSONata, those of its own that must follow the host's clock, and those whose
// cost does not show in the number of nodes evaluated.
import { createHash, randomUUID } from "node:crypto";
import type { Expression } from "jsonata";
import type { Budget } from "./budget.ts";

/** Names of bindings that a program cannot write. */
export const budgetBinding = "\u0000budget";
export const timeBinding = "\u0000now";

interface Environment {
  lookup(name: string | symbol): unknown;
}
interface Focus {
  readonly environment: Environment;
}
type Native = { readonly implementation: (...values: unknown[]) => unknown };

const budgetOf = (focus: Focus) => focus.environment.lookup(budgetBinding) as Budget;
const timeOf = (focus: Focus) => focus.environment.lookup(timeBinding) as number;

const algorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

function hash(text: string, algorithm: string): string {
  const digest = algorithms[algorithm];
  if (digest === undefined) throw new Error(`hash: "${algorithm}" is not one of ${Object.keys(algorithms).join(", ")}`);
  return createHash(digest).update(text).digest("hex");
}

function partition(this: Focus, items: readonly unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1)
    throw new Error(`partition: the size must be a positive integer, not ${size}`);
  budgetOf(this).spend(items.length);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}

function range(this: Focus, start: number, end: number, step: number): number[] {
  if (step === 0 || ![start, end, step].every(Number.isFinite)) throw new Error("range: the step must not be zero");
  const length = Math.max(0, Math.floor((end - start) / step) + 1);
  budgetOf(this).spend(length);
  const values = Array.from({ length }, (_, index) => start + index * step);
  // A sequence: one value alone is that value, as everywhere in the language.
  Object.defineProperty(values, "sequence", { enumerable: false, value: true });
  return values;
}

/** The same number for the same seed, as the service promises; any without one. Mulberry32. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  let bits = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
}

function now(this: Focus, picture?: string, zone?: string): unknown {
  const time = timeOf(this);
  if (picture === undefined) return new Date(time).toISOString();
  return (this.environment.lookup("fromMillis") as Native).implementation(time, picture, zone);
}

const longestPadding = 1_000_000;

/** Makes a parsed expression Step Functions' own: adds what it has, takes away what it has not, counts every step. */
export function furnish(expression: Expression, native: (name: string) => Native): void {
  const add = (name: string, implementation: (this: never, ...values: never[]) => unknown, signature: string) =>
    expression.registerFunction(name, implementation as never, signature);
  add("partition", partition as never, "<an:a>");
  add("range", range as never, "<nnn:a>");
  add("hash", hash as never, "<ss:s>");
  add("random", random as never, "<n?:n>");
  add("uuid", randomUUID as never, "<:s>");
  add("parse", ((text: string) => JSON.parse(text)) as never, "<s-:x>");
  add("now", now as never, "<s?s?:s>");
  add(
    "millis",
    function (this: Focus) {
      return timeOf(this);
    } as never,
    "<:n>",
  );
  add(
    "distinct",
    function (this: Focus, items: unknown) {
      // Compares every item with every other.
      if (Array.isArray(items)) budgetOf(this).spend(items.length ** 2 / 100);
      return native("distinct").implementation(items);
    } as never,
    "<x:x>",
  );
  add(
    "pad",
    function (this: Focus, text: unknown, width: number, filler: unknown) {
      if (Math.abs(width) > longestPadding) throw new Error(`pad: a width of ${width} is more than ${longestPadding}`);
      budgetOf(this).spend(Math.abs(width) / 4);
      return native("pad").implementation(text, width, filler);
    } as never,
    "<s-ns?:s>",
  );
  expression.assign("eval", undefined);
  const hooks = expression.assign as unknown as (name: symbol, value: unknown) => void;
  hooks(Symbol.for("jsonata.__evaluate_entry"), (_node: unknown, _input: unknown, environment: Environment) =>
    (environment.lookup(budgetBinding) as Budget | undefined)?.enter(),
  );
  hooks(
    Symbol.for("jsonata.__evaluate_exit"),
    (_node: unknown, _input: unknown, environment: Environment, result: unknown) =>
      (environment.lookup(budgetBinding) as Budget | undefined)?.leave(result),
  );
}
