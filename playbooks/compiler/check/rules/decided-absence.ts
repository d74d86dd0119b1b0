import type { Node, Word } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { nodesOf, type Recording, standings } from "../../record/items.ts";
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
  return [...standings(recording.block)].flatMap(({ item }) => {
    const lists = item.kind === "forEach" && item.list.absent ? [named(item.list)] : [];
    return [...lists, ...nodesOf(item).flatMap(undecided)].map((name) =>
      violation(
        "R201",
        item,
        `"${item.id}" uses ${name}, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)`,
      ),
    );
  });
}

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
      const direct = strict.has(node.word)
        ? node.arguments.flatMap((operand) => (operand.kind === "path" && operand.absent ? [named(operand)] : []))
        : [];
      return [...direct, ...node.arguments.flatMap(undecided)];
    }
  }
}
