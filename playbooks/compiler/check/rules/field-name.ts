import { pathsIn } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { nodesOf, type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R112: a field's name holds a backtick or the end mark of an expression, `%}`.
 *
 * JSONata cannot write the one, and Step Functions might end the expression at the other.
 *
 * Write instead: give the field another name in the action's contract or in the finding's schema.
 */
export function fieldName(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item }) =>
    nodesOf(item)
      .flatMap((node) => [...pathsIn(node)])
      .filter((path) => path.fields.some((field) => /`|%\}/.test(field)))
      .map((path) =>
        violation(
          "R112",
          item,
          `the field ${named(path)} has a backtick or %} in its name, which cannot be read: rename it in its schema`,
        ),
      ),
  );
}
