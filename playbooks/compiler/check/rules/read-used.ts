import { pathsIn } from "../../../language/node.ts";
import { nodesOf, type Recording, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R402: a read that nobody uses.
 *
 * It costs time, money and a vendor's quota, and its answer is lost.
 *
 * Write instead: pass it on as evidence, use its answer, or remove it.
 */
export function readUsed(recording: Recording): readonly Violation[] {
  const all = [...standings(recording.block)];
  const used = new Set(
    all
      .flatMap(({ item }) => nodesOf(item))
      .flatMap((node) => [...pathsIn(node)])
      .flatMap((path) => (path.source.kind === "step" ? [path.source.step] : [])),
  );
  return all.flatMap(({ item }) => {
    if (item.kind !== "task" || item.action.effect !== "read" || used.has(item.id)) return [];
    return [
      violation(
        "R402",
        item,
        `nobody uses what "${item.id}" reads: pass it on as evidence, use its answer, or remove it`,
      ),
    ];
  });
}
