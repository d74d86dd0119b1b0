import { type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R102: an id is not kebab-case, or too long.
 *
 * Ids become state names, variables and lines on the case, so they are lower-case words joined by hyphens, at most 60
 * characters: `check-ip`, `each-key`. The same holds for a playbook's own id and for those of branches.
 *
 * Write instead: the id in kebab-case.
 */
export function idFormat(recording: Recording): readonly Violation[] {
  const own = wellFormed(recording.id)
    ? []
    : [{ code: "R102", step: null, place: null, message: sentence("the playbook's id", recording.id) }];
  const steps = [...standings(recording.block)].flatMap(({ item }) => [
    ...(wellFormed(item.id) ? [] : [violation("R102", item, sentence("the id", item.id))]),
    ...(item.kind === "choose" ? item.branches : [])
      .filter((branch) => !wellFormed(branch.id))
      .map((branch) => violation("R102", item, sentence(`in "${item.id}" the branch id`, branch.id))),
  ]);
  return [...own, ...steps];
}

const wellFormed = (id: unknown): boolean =>
  typeof id === "string" && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && id.length <= 60;

const sentence = (what: string, id: string): string =>
  `${what} ${JSON.stringify(id)} is not kebab-case of at most 60 characters: write it as in "check-ip"`;
