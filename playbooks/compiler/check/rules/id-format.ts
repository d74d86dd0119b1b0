import { type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R102: a step's id is not kebab-case, or too long.
 *
 * Ids become state names, variables and lines on the case, so they are lower-case words joined by hyphens, at most 60
 * characters: `check-ip`, `each-key`.
 *
 * Write instead: the id in kebab-case.
 */
export function idFormat(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item }) => {
    if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(item.id) && item.id.length <= 60) return [];
    return [
      violation(
        "R102",
        item,
        `the id ${JSON.stringify(item.id)} is not kebab-case of at most 60 characters, as in "check-ip"`,
      ),
    ];
  });
}
