import { type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R302: a containment uses the power of another question than the one around it.
 *
 * Each question shows the plan of its own branch, and its yes grants nothing else. The power to contain ends with the
 * branch that hands it out.
 *
 * Write instead: the `contain` that the nearest approved branch, or `unattended`, hands out.
 */
export function ownPower(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item, within }) => {
    if (item.kind !== "task" || item.word !== "contain") return [];
    const nearest = within.findLast((outer) => outer.item.kind === "approval" || outer.item.kind === "unattended");
    if (nearest === undefined || nearest.item.id === item.power) return [];
    return [
      violation(
        "R302",
        item,
        `"${item.id}" uses the contain of "${item.power}" inside "${nearest.item.id}", whose plan would not show it: use the contain that "${nearest.item.id}" hands out, or move it out`,
      ),
    ];
  });
}
