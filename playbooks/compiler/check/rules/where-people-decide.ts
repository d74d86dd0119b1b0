import { pathsIn } from "../../../language/node.ts";
import { blocksOf, type Item, type Recording, type Standing, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

const decides = (item: Item): boolean => item.kind === "approval" || item.kind === "unattended";
const containsIn = (item: Item): boolean =>
  [...standings({ items: [item] })].some(({ item: inner }) => inner.kind === "task" && inner.word === "contain");
const every = (recording: Recording, look: (standing: Standing) => readonly Violation[]): readonly Violation[] =>
  [...standings(recording.block)].flatMap(look);

/**
 * R305: a branch of `ask` contains, or asks for approval.
 *
 * The person concerned may be the attacker: the answer is evidence, never permission.
 *
 * Write instead: end the `ask`, then decide with `choose` and an approval below it.
 */
export const neverPermission = (recording: Recording): readonly Violation[] =>
  every(recording, ({ item, within }) => {
    const ask = within.find((outer) => outer.item.kind === "ask")?.item;
    if (ask === undefined || !(decides(item) || (item.kind === "task" && item.word === "contain"))) return [];
    return [
      violation(
        "R305",
        item,
        `"${item.id}" stands in a branch of ask "${ask.id}": an answer is evidence, so move it below the ask`,
      ),
    ];
  });

/**
 * R306: a containment declares neither an inverse nor the reason why there is none.
 *
 * Write instead: `undo: { action, title, input }` or `undo: { none: "…" }` in the action's contract.
 */
export const wayBack = (recording: Recording): readonly Violation[] =>
  every(recording, ({ item }) => {
    if (item.kind !== "task" || item.action.effect !== "contain") return [];
    const { undo } = item.action;
    if (undo !== undefined && ("none" in undo ? undo.none.trim() !== "" : undo.action !== "")) return [];
    return [
      violation(
        "R306",
        item,
        `${item.action.id} declares no undo: give its contract an inverse, or the reason why there is none`,
      ),
    ];
  });

/**
 * R308: `unattended` holds a containment that cannot be undone.
 *
 * Write instead: ask for approval.
 */
export const reversibleOnly = (recording: Recording): readonly Violation[] =>
  every(recording, ({ item, within }) => {
    if (item.kind !== "task" || item.action.effect !== "contain" || !("none" in item.action.undo)) return [];
    if (!within.some((outer) => outer.item.kind === "unattended")) return [];
    return [
      violation(
        "R308",
        item,
        `"${item.id}" cannot be undone (${item.action.undo.none}), so it needs an approval instead of unattended`,
      ),
    ];
  });

/**
 * R309: the condition of `unattended` rests on the finding alone.
 *
 * A finding is a claim; containment without a person needs something that we read ourselves.
 *
 * Write instead: a condition that includes a step's answer.
 */
export const readsOfOurs = (recording: Recording): readonly Violation[] =>
  every(recording, ({ item }) => {
    if (item.kind !== "unattended" || [...pathsIn(item.if)].some((path) => path.source.kind === "step")) return [];
    return [
      violation(
        "R309",
        item,
        `the condition of "${item.id}" reads nothing of ours, only the finding: include what a step answered, as in above(orElse(abuse.output.score, 0), 90)`,
      ),
    ];
  });

/**
 * R310: an approval inside a loop.
 *
 * It would ask once per item, and each question would show a part of the plan.
 *
 * Write instead: ask once, and loop inside the approved branch.
 */
export const askedOnce = (recording: Recording): readonly Violation[] =>
  every(recording, ({ item, within }) => {
    const loop = within.find((outer) => outer.item.kind === "forEach")?.item;
    if (loop === undefined || !decides(item)) return [];
    return [
      violation(
        "R310",
        item,
        `"${item.id}" asks inside the loop "${loop.id}": ask once, and loop inside the approved branch`,
      ),
    ];
  });

/**
 * R311: an approval that contains nothing.
 *
 * People who are asked for nothing learn to say yes.
 *
 * Write instead: put a `contain` into the approved branch, or leave the question out.
 */
export const asksForSomething = (recording: Recording): readonly Violation[] =>
  every(recording, ({ item }) => {
    if (!decides(item) || blocksOf(item).some(([, block]) => block.items.some(containsIn))) return [];
    return [
      violation(
        "R311",
        item,
        `"${item.id}" asks for nothing: put a contain into its branch, or leave the question out`,
      ),
    ];
  });
