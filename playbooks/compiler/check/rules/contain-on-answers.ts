import { pathsIn } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { type ForEach, nodesOf, type Recording, type Standing, standings, type Task } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R304: a containment is fed by a step that may have failed.
 *
 * What an attempt did not answer must not choose a target, and a fallback must not either.
 *
 * Write instead: `read` instead of `attempt` for what a containment acts on.
 */
export function containOnAnswers(recording: Recording): readonly Violation[] {
  const all = [...standings(recording.block)];
  const tolerated = new Set(
    all
      .filter(({ item }) => item.kind === "ask" || (item.kind === "task" && item.word === "attempt"))
      .map(({ item }) => item.id),
  );
  return all
    .filter(({ item }) => item.kind === "task" && item.word === "contain")
    .flatMap((standing) =>
      [standing.item, ...loopsAround(standing)]
        .flatMap(nodesOf)
        .flatMap((node) => [...pathsIn(node)])
        .filter((path) => path.source.kind === "step" && tolerated.has(path.source.step))
        .map((path) =>
          violation(
            "R304",
            standing.item,
            `"${standing.item.id}" acts on ${named(path)}, and that step may have failed: get it with read instead of attempt`,
          ),
        ),
    );
}

const loopsAround = (standing: Standing): readonly ForEach[] =>
  standing.within.map(({ item }) => item).filter((item): item is ForEach => item.kind === "forEach");

/**
 * R307: a loop contains over a list that may not be whole.
 *
 * Keys that a vendor left out would stay active while the case says that all were disabled.
 *
 * Write instead: iterate the output of a `read` whose contract says `complete: true`.
 */
export function wholeLists(recording: Recording): readonly Violation[] {
  const all = [...standings(recording.block)];
  const reads = new Map(all.flatMap(({ item }) => (item.kind === "task" ? [[item.id, item] as const] : [])));
  return all
    .filter(({ item }) => item.kind === "task" && item.word === "contain")
    .flatMap((standing) =>
      loopsAround(standing)
        .filter((loop) => !whole(loop, reads, loopsAround(standing)))
        .map((loop) => [standing, loop] as const),
    )
    .map(([{ item }, loop]) =>
      violation(
        "R307",
        item,
        `"${item.id}" contains over ${named(loop.list)}, which may not be the whole list: iterate a read whose contract says complete: true`,
      ),
    );
}

function whole(loop: ForEach, reads: ReadonlyMap<string, Task>, around: readonly ForEach[]): boolean {
  const { source } = loop.list;
  if (source.kind === "item") return around.some((outer) => outer.id === source.loop && whole(outer, reads, around));
  if (source.kind !== "step") return false;
  const read = reads.get(source.step);
  return read?.word === "read" && read.action.effect === "read" && read.action.complete === true;
}
