import { mayBeAbsent, type Node, type Word } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { type Item, nodesOf, type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/** Words that need a value: silence would decide for the author. */
const strict: ReadonlySet<Word> = new Set([
  "equals",
  "above",
  "atLeast",
  "below",
  "atMost",
  "contains",
  "not",
  "allOf",
  "anyOf",
  "text",
  "count",
  "pick",
]);

/**
 * R201: a value that may be absent is compared, counted or put into text.
 *
 * What a missing answer means is the author's to decide, in the diff: no score is not a score of zero.
 *
 * Write instead: `orElse(value, fallback)`, `isPresent(value)`, or `given(id, value, { then })`.
 */
export function decidedAbsence(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item }) =>
    [...needed(item).filter(mayBeAbsent).map(nameOf), ...nodesOf(item).flatMap(undecided)].map((name) =>
      violation(
        "R201",
        item,
        `"${item.id}" uses ${name}, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)`,
      ),
    ),
  );
}

/** The values that an item itself cannot do without. */
function needed(item: Item): readonly Node[] {
  switch (item.kind) {
    case "forEach":
      return [item.list];
    case "choose":
      return item.branches.map((branch) => branch.if);
    case "unattended":
      return [item.if];
    case "ask":
      return [item.whom, item.question];
    case "task":
    case "approval":
    case "pause":
      return [];
  }
}

const nameOf = (node: Node): string => {
  if (node.kind === "path") return named(node);
  return node.kind === "literal" ? "null" : "a computed value";
};

function undecided(node: Node): readonly string[] {
  switch (node.kind) {
    case "literal":
    case "path":
      return [];
    case "object":
      return Object.values(node.fields).flatMap(undecided);
    case "array":
      return node.items.flatMap(undecided);
    case "call": {
      const operands = node.word === "pick" ? node.arguments.slice(0, 1) : node.arguments;
      const direct = strict.has(node.word) ? operands.filter(mayBeAbsent).map(nameOf) : [];
      return [...direct, ...node.arguments.flatMap(undecided)];
    }
  }
}
