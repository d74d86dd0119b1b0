import { camel } from "../../emit/scope.ts";
import { type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R101: two steps have the same id, or ids that make the same variable.
 *
 * The id of a step is the name of its state, of its variable and of its line on the case, so it is unique in the whole
 * playbook, branches included. `check-ip` and `check-Ip` would make the same variable.
 *
 * Write instead: a different id for the later step.
 */
export function uniqueIds(recording: Recording): readonly Violation[] {
  const seen = new Map<string, string>();
  return [...standings(recording.block)].flatMap(({ item }) => {
    const variable = camel(item.id);
    const first = seen.get(variable);
    seen.set(variable, first ?? item.id);
    if (first === undefined) return [];
    const clash = first === item.id ? "is used twice" : `makes the same variable as "${first}"`;
    return [violation("R101", item, `the id "${item.id}" ${clash}: give this step an id of its own`)];
  });
}
