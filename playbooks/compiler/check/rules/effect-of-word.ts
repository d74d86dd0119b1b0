import { type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

const effectOf = { read: "read", attempt: "read", record: "record", contain: "contain" } as const;

/**
 * R301: a step's word is not its action's effect; above all, containment without an approval.
 *
 * `read` and `attempt` take actions that read, `record` those that write in the team's own systems, `contain` those that
 * change the world of the person concerned. The power to contain is handed out by an approved branch only.
 *
 * Write instead: the word of the action's effect; a containment inside `approved: ({ contain }) => …`.
 */
export function effectOfWord(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item }) => {
    if (item.kind !== "task" || effectOf[item.word] === item.action.effect) return [];
    const instead =
      item.action.effect === "contain"
        ? "call contain inside the approved branch of an approval"
        : `write ${item.action.effect === "read" ? "read or attempt" : "record"}("${item.id}", …)`;
    return [
      violation(
        "R301",
        item,
        `${item.word}("${item.id}") was given ${item.action.id}, whose effect is ${item.action.effect}: ${instead}`,
      ),
    ];
  });
}
