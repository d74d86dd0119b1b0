// Values and conditions in plain English, for people who have not seen the source: names as they stand in state names.
import type { Json, Node, Path, Word } from "../../language/node.ts";
import { named } from "../../language/reference.ts";

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[], join = "and"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${join} ${words.at(-1)}`;

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `30 minutes`, `7 days`, `1.5 seconds`: the largest unit that divides it. */
export function span(seconds: number): string {
  const unit = units.find(([, size]) => seconds >= size && seconds % size === 0);
  return unit === undefined ? counted(seconds, "second") : counted(seconds / unit[1], unit[0]);
}

const unseen = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|\p{Surrogate}/gu;

/** A reviewer sees what is there: characters that hide, break or reorder a line are shown by their codes. */
export const visible = (text: string): string =>
  text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A value as JSON quotes it, whole, on one line. */
export const quoted = (value: Json): string => visible(JSON.stringify(value));

/** A value in words. */
export function worded(node: Node): string {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "boolean" ? (node.value ? "yes" : "no") : quoted(node.value);
    case "path":
      return pathWords(node);
    case "array":
      return listWords(node.items);
    case "object":
      return `{ ${Object.entries(node.fields)
        .map(([name, field]) => `${name}: ${worded(field)}`)
        .join(", ")} }`;
    case "call":
      return callWords(node);
  }
}

/** A step as a whole is its outcome, whatever that was. */
const isOutcome = (path: Path): boolean => path.source.kind === "step" && path.fields.length === 0;

function pathWords(path: Path): string {
  if (isOutcome(path)) return `the outcome of ${named(path)}`;
  if (path.source.kind !== "item" || path.fields.length === 0) return named(path);
  return `${path.fields.join(".")} of ${named({ ...path, fields: [] })}`;
}

function listWords(items: readonly Node[]): string {
  if (items.length === 0) return "nothing";
  const outcomes = items.flatMap((item) => (item.kind === "path" && isOutcome(item) ? [named(item)] : []));
  if (items.length > 1 && outcomes.length === items.length) return `the outcomes of ${listed(outcomes)}`;
  return listed(items.map(worded));
}

function callWords(node: Node & { kind: "call" }): string {
  const [first, second, third] = node.arguments as [Node, Node, Node];
  switch (node.word) {
    case "equals":
      return `${worded(first)} is ${worded(second)}`;
    case "above":
      return `${worded(first)} is above ${worded(second)}`;
    case "atLeast":
      return `${worded(first)} is at least ${worded(second)}`;
    case "below":
      return `${worded(first)} is below ${worded(second)}`;
    case "atMost":
      return `${worded(first)} is at most ${worded(second)}`;
    case "contains":
      return `${worded(first)} contains ${worded(second)}`;
    case "isPresent":
      return `${worded(first)} is there`;
    case "failed":
      return `${stepWords(first)} did not answer`;
    case "not":
      return negated(first);
    case "allOf":
      return node.arguments.map((operand) => grouped(operand, "allOf")).join(" and ");
    case "anyOf":
      return node.arguments.map((operand) => grouped(operand, "anyOf")).join(" or ");
    case "orElse":
      return `${worded(first)} (${worded(second)} when absent)`;
    case "text":
      return quoted(node.arguments.map(textPart).join(""));
    case "count":
      return `the number of ${worded(first)}`;
    case "pick":
      return `${worded(second)} if ${grouped(first, "pick")}, else ${worded(third)}`;
  }
}

/** A value inside a text stands in braces. */
const textPart = (node: Node): string =>
  node.kind === "literal" && typeof node.value === "string" ? node.value : `{${worded(node)}}`;

const stepWords = (node: Node): string => (node.kind === "path" ? named(node) : worded(node));

/** A compound condition inside another one stands in brackets. */
function grouped(node: Node, outer: "allOf" | "anyOf" | "pick"): string {
  const inner = compound(node);
  return inner !== null && inner !== outer ? `(${worded(node)})` : worded(node);
}

/** By what a condition is joined once it is put into words; null for a single one. */
function compound(node: Node): "allOf" | "anyOf" | "pick" | null {
  if (node.kind !== "call") return null;
  if (node.word === "pick") return "pick";
  if (node.word === "not") {
    const [denied] = node.arguments as [Node];
    const joined = compound(denied);
    return joined === "anyOf" ? "allOf" : null;
  }
  return (node.word === "allOf" || node.word === "anyOf") && node.arguments.length > 1 ? node.word : null;
}

/** What a denied condition says: several at once are easier to read one by one. */
function negated(node: Node): string {
  if (node.kind === "call") {
    if (node.word === "not") return worded(node.arguments[0] as Node);
    if (node.word === "failed") return `${stepWords(node.arguments[0] as Node)} answered`;
    if (node.word === "isPresent") return `${worded(node.arguments[0] as Node)} is absent`;
    if (node.word === "anyOf") return node.arguments.map(negated).join(" and ");
    const opposite = opposites[node.word];
    if (opposite !== undefined)
      return `${worded(node.arguments[0] as Node)} is ${opposite} ${worded(node.arguments[1] as Node)}`;
    if (node.word === "allOf" && node.arguments.length > 1) return `not (${worded(node)})`;
  }
  return `not ${worded(node)}`;
}

const opposites: Partial<Record<Word, string>> = {
  equals: "not",
  above: "at most",
  atLeast: "below",
  below: "at least",
  atMost: "above",
};
