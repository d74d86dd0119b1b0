// Which items of a block must wait for which. Order is decided by effects: data, writes that meet in one system, and
// containment or approval, which wait for everything above and hold everything below.
import { systemOf } from "../../../actions/kit/contract/index.ts";
import { pathsIn } from "../../language/node.ts";
import { type Block, blocksOf, type Item, nodesOf } from "../record/items.ts";

/** What an item does to the world, its contents included. */
export interface Effects {
  /** Waits for all above and holds all below. */
  readonly barrier: boolean;
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** Steps whose outcome it uses. */
  readonly uses: ReadonlySet<string>;
}

export function effectsOf(item: Item): Effects {
  const inside = blocksOf(item).flatMap(([, block]) => block.items.map(effectsOf));
  const reads = new Set(inside.flatMap((effects) => [...effects.reads]));
  const writes = new Set(inside.flatMap((effects) => [...effects.writes]));
  const uses = new Set(inside.flatMap((effects) => [...effects.uses]));
  for (const node of nodesOf(item)) {
    for (const path of pathsIn(node)) if (path.source.kind === "step") uses.add(path.source.step);
  }
  if (item.kind === "task") (item.action.effect === "read" ? reads : writes).add(systemOf(item.action.id));
  const barrier =
    item.kind === "approval" ||
    item.kind === "unattended" ||
    item.kind === "pause" ||
    (item.kind === "task" && item.word === "contain") ||
    inside.some((effects) => effects.barrier);
  return { barrier, reads, writes, uses };
}

const meet = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean => !left.isDisjointFrom(right);

/** For each item of a block, the positions of those above that it must wait for, the implied ones included. */
export function predecessors(block: Block): readonly ReadonlySet<number>[] {
  const effects = block.items.map(effectsOf);
  const before: Set<number>[] = [];
  for (const [later, effect] of effects.entries()) {
    const waits = new Set<number>();
    for (let earlier = later - 1; earlier >= 0; earlier--) {
      if (waits.has(earlier)) continue;
      const above = effects[earlier] as Effects;
      const item = block.items[earlier] as Item;
      const mustWait =
        effect.uses.has(item.id) ||
        effect.barrier ||
        above.barrier ||
        meet(effect.writes, above.writes) ||
        meet(effect.writes, above.reads) ||
        meet(effect.reads, above.writes);
      if (!mustWait) continue;
      waits.add(earlier);
      for (const implied of before[earlier] as Set<number>) waits.add(implied);
    }
    before.push(waits);
  }
  return before;
}
