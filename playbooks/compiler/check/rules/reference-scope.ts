import { type Path, pathsIn } from "../../../language/node.ts";
import { named } from "../../../language/reference.ts";
import { nodesOf, type Recording, type Standing, standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R103: a reference is used outside the block it was made in.
 *
 * A step inside a branch or a loop may not have run, so its result exists only there. No value leaves a block.
 *
 * Write instead: move the step above the branch, or use the value inside the branch; choose between two values with
 * `pick`.
 */
export function referenceScope(recording: Recording): readonly Violation[] {
  const all = [...standings(recording.block)];
  const made = new Map(all.map((standing) => [standing.item.id, standing]));
  return all.flatMap((user) =>
    nodesOf(user.item)
      .flatMap((node) => [...pathsIn(node)])
      .filter((path) => !visible(path, user, made))
      .map((path) =>
        violation(
          "R103",
          user.item,
          `"${user.item.id}" uses ${named(path)} outside the block it was made in: move that step above the branch, or use it inside`,
        ),
      ),
  );
}

function visible(path: Path, user: Standing, made: ReadonlyMap<string, Standing>): boolean {
  const { source } = path;
  if (source.kind === "finding") return true;
  if (source.kind === "item") return user.within.some((outer) => outer.item.id === source.loop);
  const maker = made.get(source.step);
  if (maker === undefined) return false;
  const shared = [user.block, ...user.within.map((outer) => outer.block)];
  const enclosing = user.within.map((outer) => outer.item);
  return (
    (shared.includes(maker.block) || maker.within.length === 0) &&
    !enclosing.includes(maker.item) &&
    maker.item !== user.item
  );
}
