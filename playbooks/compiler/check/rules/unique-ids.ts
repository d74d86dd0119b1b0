import { camel } from "../../emit/scope.ts";
import { type Choose, type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R101: two steps have the same id, or ids that make the same variable.
 *
 * The id of a step is the name of its state, of its variable and of its line on the case, so it is unique in the whole
 * playbook, branches included. `check-1` and `check1` would make the same variable. The branches of a `choose` have
 * names of their own too; `otherwise` is taken.
 *
 * Write instead: a different id for the later step.
 */
export function uniqueIds(recording: Recording): readonly Violation[] {
  const seen = new Map<string, string>();
  return [...standings(recording.block)].flatMap(({ item }) => {
    const branches = item.kind === "choose" ? repeated(item) : [];
    const variable = camel(item.id);
    const first = seen.get(variable);
    seen.set(variable, first ?? item.id);
    if (first === undefined) return branches;
    const clash = first === item.id ? "is used twice" : `makes the same variable as "${first}"`;
    return [violation("R101", item, `the id "${item.id}" ${clash}: give this step an id of its own`), ...branches];
  });
}

const repeated = (item: Choose): readonly Violation[] => {
  const ids = [...item.branches.map((branch) => branch.id), "otherwise"];
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) =>
    violation("R101", item, `"${item.id}" has two branches named "${id}": give each a name of its own`),
  );
};
