// Whether an event satisfies an expression.
import type { Comparator, Expression, Operand } from "./expressions.ts";
import { SplError } from "./spl-error.ts";
import { momentOf } from "./times.ts";

/** One event: field names to values, `_time` in ISO 8601. */
export type SplunkEvent = Readonly<Record<string, string>>;

type Predicate = (event: SplunkEvent) => boolean;

/** The test that an expression is, made once for all events. */
export function predicateOf(expression: Expression, now: number): Predicate {
  switch (expression.kind) {
    case "all": {
      const parts = expression.of.map((part) => predicateOf(part, now));
      return (event) => parts.every((part) => part(event));
    }
    case "any": {
      const parts = expression.of.map((part) => predicateOf(part, now));
      return (event) => parts.some((part) => part(event));
    }
    case "not": {
      const part = predicateOf(expression.of, now);
      return (event) => !part(event);
    }
    case "term": {
      const pattern = patternOf(expression.text);
      return (event) => pattern.test(event._raw ?? "");
    }
    case "matches":
      return matching(expression.field, expression.comparator, expression.value, now);
    case "compares":
      return comparing(expression.left, expression.comparator, expression.right);
  }
}

function matching(field: string, comparator: Comparator, value: string, now: number): Predicate {
  if (field === "earliest" || field === "latest") return boundedBy(field, value, now);
  // An event without the field satisfies no comparison with it, `!=` included.
  const onValue = (test: (actual: string) => boolean): Predicate => {
    return (event) => {
      const actual = fieldOf(event, field);
      return actual !== undefined && test(actual);
    };
  };
  if (comparator !== "=" && comparator !== "!=") return onValue((actual) => ordered(actual, comparator, value));
  const pattern = new RegExp(`^${patternOf(value).source}$`, "is");
  return onValue((actual) => pattern.test(actual) === (comparator === "="));
}

const comparing =
  (left: Operand, comparator: Comparator, right: Operand): Predicate =>
  (event) => {
    const [a, b] = [operandIn(event, left), operandIn(event, right)];
    if (a === undefined || b === undefined) return false;
    if (comparator === "=") return a === b;
    return comparator === "!=" ? a !== b : ordered(a, comparator, b);
  };

function boundedBy(bound: "earliest" | "latest", value: string, now: number): Predicate {
  const moment = momentOf(value, now);
  if (moment === null) throw new SplError(`Invalid value "${value}" for time term '${bound}'.`);
  return (event) => {
    const time = Date.parse(event._time ?? "");
    return bound === "earliest" ? time >= moment : time < moment;
  };
}

const operandIn = (event: SplunkEvent, operand: Operand): string | undefined =>
  "literal" in operand ? operand.literal : fieldOf(event, operand.field);

const fieldOf = (event: SplunkEvent, field: string): string | undefined =>
  Object.hasOwn(event, field) ? event[field] : undefined;

const orders: Readonly<Record<Exclude<Comparator, "=" | "!=">, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function ordered(actual: string, comparator: Exclude<Comparator, "=" | "!=">, value: string): boolean {
  const [a, b] = [Number(actual), Number(value)];
  return orders[comparator](Number.isNaN(a) || Number.isNaN(b) ? actual.localeCompare(value) : a - b);
}

/** `*` stands for anything; nothing else means anything. */
const patternOf = (value: string): RegExp =>
  new RegExp(value.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*"), "is");
