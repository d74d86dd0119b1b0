// The order of every block of a playbook as the scheduler made it, with steps named by their ids.
import { type Block, blocksOf, type Item } from "../record/items.ts";
import { schedule } from "../schedule/schedule.ts";
import type { Tree } from "../schedule/shapes.ts";
import { blockName, type Order } from "./summary.ts";

/** By the names of blocks; empty ones are left out. */
export const orderOf = (block: Block): Readonly<Record<string, Order>> =>
  Object.fromEntries(orders(block, blockName(null)));

function orders(block: Block, name: string): readonly (readonly [string, Order])[] {
  const tree = schedule(block);
  if (tree === null) return [];
  const inside = block.items.flatMap((item) =>
    blocksOf(item).flatMap(([branch, inner]) => orders(inner, blockName({ step: item.id, branch }))),
  );
  return [[name, orderOfTree(tree, block)], ...inside];
}

function orderOfTree(tree: Tree, block: Block): Order {
  if (tree.kind === "item") return (block.items[tree.item] as Item).id;
  const parts = tree.parts.map((part) => orderOfTree(part, block));
  return tree.kind === "sequence" ? { then: parts } : { together: parts };
}
