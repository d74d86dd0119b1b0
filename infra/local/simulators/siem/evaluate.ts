// Whether an event satisfies an expression.
import type { Comparator, Expression, Operand } from "./expressions.ts";
import { SplError } from "./spl-error.ts";
import { momentOf } from "./times.ts";

/** One event: field names to values, `_time` in ISO 8601. */
export type SplunkEvent = Readonly<Record<string, string>>;

export function satisfies(event: SplunkEvent, expression: Expression, now: number): boolean {
  switch (expression.kind) {
    case "all":
      return expression.of.every((part) => satisfies(event, part, now));
    case "any":
      return expression.of.some((part) => satisfies(event, part, now));
    case "not":
      return !satisfies(event, expression.of, now);
    case "term":
      return pattern(expression.text, false).test(event._raw ?? "");
    case "matches":
      return matches(event, expression.field, expression.comparator, expression.value, now);
    case "compares":
      return compares(event, expression.left, expression.comparator, expression.right);
  }
}

function matches(event: SplunkEvent, field: string, comparator: Comparator, value: string, now: number): boolean {
  if (field === "earliest" || field === "latest") return withinBound(event, field, value, now);
  const actual = fieldOf(event, field);
  // An event without the field satisfies no comparison with it, `!=` included.
  if (actual === undefined) return false;
  if (comparator === "=") return pattern(value, true).test(actual);
  if (comparator === "!=") return !pattern(value, true).test(actual);
  return ordered(actual, comparator, value);
}

function compares(event: SplunkEvent, left: Operand, comparator: Comparator, right: Operand): boolean {
  const [a, b] = [operandIn(event, left), operandIn(event, right)];
  if (a === undefined || b === undefined) return false;
  if (comparator === "=") return a === b;
  if (comparator === "!=") return a !== b;
  return ordered(a, comparator, b);
}

function withinBound(event: SplunkEvent, bound: "earliest" | "latest", value: string, now: number): boolean {
  const moment = momentOf(value, now);
  if (moment === null) throw new SplError(`Invalid value "${value}" for time term '${bound}'.`);
  const time = Date.parse(event._time ?? "");
  return bound === "earliest" ? time >= moment : time < moment;
}

const operandIn = (event: SplunkEvent, operand: Operand): string | undefined =>
  "literal" in operand ? operand.literal : fieldOf(event, operand.field);

const fieldOf = (event: SplunkEvent, field: string): string | undefined =>
  Object.hasOwn(event, field) ? event[field] : undefined;

function ordered(actual: string, comparator: Comparator, value: string): boolean {
  const [a, b] = [Number(actual), Number(value)];
  const order = Number.isNaN(a) || Number.isNaN(b) ? actual.localeCompare(value) : a - b;
  return comparator === "<"
    ? order < 0
    : comparator === "<="
      ? order <= 0
      : comparator === ">"
        ? order > 0
        : order >= 0;
}

function pattern(value: string, whole: boolean): RegExp {
  const escaped = value.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
  return new RegExp(whole ? `^${escaped}$` : escaped, "is");
}
