// Why something is no finding, in one sentence that names the field, what was expected and what was seen.
import * as z from "zod";
import { inertLine } from "../../actions/kit/contract/index.ts";

/** The first thing that is wrong, and how many more there are. */
export function reasonOf(schema: z.ZodType, error: z.ZodError, value: unknown): string {
  const [first, ...others] = error.issues;
  if (first === undefined) return "does not fit its schema";
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return inertLine(`${fieldOf(first.path)}: ${sentence(schema, first, value)}${more}`).slice(0, 1_000);
}

export const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (field, part) =>
      typeof part === "number" ? `${field}[${part}]` : field === "" ? String(part) : `${field}.${String(part)}`,
    "",
  ) || "finding";

function sentence(schema: z.ZodType, issue: z.core.$ZodIssue, value: unknown): string {
  const expected = expectedAt(schema, issue.path) ?? inWords(issue);
  const seen = valueAt(value, issue.path);
  return seen === undefined ? `expected ${expected}, but it is missing` : `expected ${expected}, saw ${shown(seen)}`;
}

/** The words of the deepest field on the path that has some. */
function expectedAt(schema: z.ZodType, path: readonly PropertyKey[]): string | null {
  let words: string | null = null;
  let current: z.ZodType | undefined = schema;
  for (const part of path) {
    current = child(current, part);
    if (current === undefined) return null;
    words = current.description ?? null;
  }
  return words;
}

function child(schema: z.ZodType | undefined, part: PropertyKey): z.ZodType | undefined {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return inner.shape[String(part)] as z.ZodType | undefined;
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  return undefined;
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodNullable || inner instanceof z.ZodDefault || inner instanceof z.ZodOptional) {
    inner = inner.unwrap() as z.ZodType;
  }
  return inner;
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type")
    return issue.expected === "string" ? "a text" : `a value of type ${issue.expected}`;
  if (issue.code === "too_big") return `at most ${issue.maximum} characters or items`;
  if (issue.code === "too_small") return `at least ${issue.minimum} characters or items`;
  if (issue.code === "invalid_value") return issue.values.map((one) => JSON.stringify(one)).join(" or ");
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[part];
  }
  return current;
}

/** What was seen, short and in one line. */
export function shown(value: unknown): string {
  if (typeof value === "object" && value !== null)
    return Array.isArray(value) ? `a list of ${value.length}` : "an object";
  const text = JSON.stringify(value) ?? String(value);
  return inertLine(text.length > 60 ? `${text.slice(0, 57)}…"` : text);
}
