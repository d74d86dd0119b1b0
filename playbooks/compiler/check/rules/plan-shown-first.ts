import { pathsIn } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { type Item, nodesOf, type Recording, type Standing, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R303: a containment's plan cannot be shown before the question.
 *
 * An approver decides on every `contain` of the branch with its target, so its input, the list of a loop around it and
 * the condition of a branch around it are known before anybody is asked.
 *
 * Write instead: move the step that the containment needs above the approval.
 */
export function planShownFirst(recording: Recording): readonly Violation[] {
  const all = [...standings(recording.block)];
  return all
    .filter(({ item }) => item.kind === "task" && item.word === "contain")
    .flatMap((standing) => late(standing, all));
}

function late(contain: Standing, all: readonly Standing[]): readonly Violation[] {
  const at = contain.within.findLastIndex(({ item }) => item.kind === "approval" || item.kind === "unattended");
  const asked = contain.within[at]?.item;
  if (asked === undefined) return [];
  const inside = new Set(
    all.filter(({ within }) => within.some(({ item }) => item === asked)).map(({ item }) => item.id),
  );
  const around = contain.within.slice(at + 1).map(({ item }) => item);
  return [contain.item, ...around].flatMap((item) =>
    stepsUsed(item)
      .filter(([step]) => inside.has(step))
      .map(([, name]) =>
        violation(
          "R303",
          contain.item,
          `"${contain.item.id}" depends on ${name}, which is known only after "${asked.id}" was decided: move that step above the approval, so that the plan can be shown`,
        ),
      ),
  );
}

const stepsUsed = (item: Item): readonly (readonly [step: string, name: string])[] =>
  nodesOf(item)
    .flatMap((node) => [...pathsIn(node)])
    .flatMap((path) => (path.source.kind === "step" ? [[path.source.step, named(path)] as const] : []));
