// Conditions and the few computations there are. If a playbook needs more than this, it needs an action with a test.
import { RiposteError } from "./error.ts";
import type { Condition, Expression, Input } from "./expression.ts";
import { type Json, literal, type Node, type Word, wordCall } from "./node.ts";
import { computed, nodeOf } from "./reference.ts";

type Scalar = string | number | boolean;
type Computed<T> = [T] extends [boolean] ? Condition : Expression<T>;
type Plain<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

/** The node of anything an author may pass: a reference, a value, or an object or list of both. */
export function toNode(value: unknown): Node {
  const node = nodeOf(value);
  if (node !== undefined) return node;
  if (value === null || typeof value === "string" || typeof value === "boolean") return literal(value);
  if (typeof value === "number" && Number.isFinite(value)) return literal(value);
  if (Array.isArray(value)) return Object.freeze({ kind: "array", items: Object.freeze(value.map(toNode)) });
  if (isPlain(value)) return objectNode(value);
  const seen =
    typeof value === "number" ? String(value) : `a ${(value as object | undefined)?.constructor.name ?? typeof value}`;
  throw new RiposteError(
    "R106",
    `${seen} is not a value that JSON can hold: pass text, a finite number, yes or no, null, or a list or an object of these`,
  );
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

function objectNode(value: Record<string, unknown>): Node {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (Object.hasOwn(value, "__proto__"))
    throw new RiposteError(
      "R106",
      'an object that is written down has a field "__proto__", which no program keeps: rename it',
    );
  const nodes = fields.map(([name, field]): [string, Node] => [name, toNode(field)]);
  if (nodes.every(([, node]) => node.kind === "literal")) {
    return literal(Object.fromEntries(nodes.map(([name, node]) => [name, (node as { value: Json }).value])));
  }
  return Object.freeze({ kind: "object", fields: Object.freeze(Object.fromEntries(nodes)) });
}

const condition = (word: Word, ...operands: readonly unknown[]): Condition =>
  computed(wordCall(word, ...operands.map(toNode))) as Condition;

/**
 * Both are the same text, number or yes-or-no. Neither may be absent: decide with `orElse` first.
 * @example equals(finding.application, "vpn-portal")
 */
export const equals = <T extends Scalar>(left: Expression<T>, right: Input<Plain<T>>): Condition =>
  condition("equals", left, right);

/** @example above(count(keys.items), 1) */
export const above = (left: Input<number>, right: Input<number>): Condition => condition("above", left, right);
/** @example atLeast(orElse(abuse.output.score, 0), settings.abuseScore) */
export const atLeast = (left: Input<number>, right: Input<number>): Condition => condition("atLeast", left, right);
/** @example below(travel.output.hours, 24) */
export const below = (left: Input<number>, right: Input<number>): Condition => condition("below", left, right);
/** @example atMost(count(keys.items), 2) */
export const atMost = (left: Input<number>, right: Input<number>): Condition => condition("atMost", left, right);

/**
 * The list holds the value. Lists of texts, numbers or yes-or-no only.
 * @example contains(asset.tags, "production")
 */
export const contains = <T extends Scalar>(list: Expression<readonly T[]>, value: Input<Plain<T>>): Condition =>
  condition("contains", list, value);

/**
 * The value is there.
 * @example isPresent(who.person)
 */
export const isPresent = (value: Expression<unknown>): Condition => condition("isPresent", value);

/** @example not(abuse.failed) */
export const not = (operand: Expression<boolean>): Condition => condition("not", operand);
/** Every one holds. @example allOf(explained, not(reported)) */
export const allOf = (first: Expression<boolean>, ...others: readonly Expression<boolean>[]): Condition =>
  condition("allOf", first, ...others);
/** At least one holds. @example anyOf(travel.failed, abuse.failed) */
export const anyOf = (first: Expression<boolean>, ...others: readonly Expression<boolean>[]): Condition =>
  condition("anyOf", first, ...others);

/**
 * What a missing answer means, written where a reviewer sees it.
 * @example orElse(abuse.output.score, 0)
 */
export const orElse = <T>(
  value: Expression<T>,
  fallback: Input<Plain<NonNullable<T>>>,
): Computed<Plain<NonNullable<T>>> =>
  computed(wordCall("orElse", toNode(value), toNode(fallback))) as Computed<Plain<NonNullable<T>>>;

/**
 * How many items a list has.
 * @example count(keys.items)
 */
export const count = (list: Expression<readonly unknown[]>): Expression<number> =>
  computed(wordCall("count", toNode(list))) as Expression<number>;

/**
 * One of two values.
 * @example pick(reported, "high", "medium")
 */
export const pick = <T>(when: Expression<boolean>, then: Input<T>, otherwise: Input<T>): Expression<T> =>
  computed(wordCall("pick", toNode(when), toNode(then), toNode(otherwise))) as Expression<T>;

/**
 * Text with values in it.
 * @example text`${finding.user.name} logged in from ${finding.sourceIp}`
 */
export function text(parts: TemplateStringsArray, ...values: readonly Input<string | number>[]): Expression<string> {
  const pieces = parts.flatMap((part, index) => [
    ...(part === "" ? [] : [literal(part)]),
    ...(index < values.length ? [toNode(values[index])] : []),
  ]);
  return computed(wordCall("text", ...pieces)) as Expression<string>;
}
