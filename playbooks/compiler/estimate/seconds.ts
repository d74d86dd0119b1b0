// Seconds on the critical path of a schedule, for each case. The schedule itself is the one that is compiled.
import { retriesOf } from "../emit/retry.ts";
import { type Block, blocksOf, type ForEach, type Item, standings } from "../record/items.ts";
import { graphOf, schedule } from "../schedule/schedule.ts";
import { costOf, itemsOf, type Tree } from "../schedule/shapes.ts";
import { type Case, stepSeconds } from "./cases.ts";
import type { LoopPasses } from "./loops.ts";

/** Passes that run at once in a loop that contains nothing. */
const atOnce = 10;

export class Stopwatch {
  readonly #loops: LoopPasses;

  constructor(loops: LoopPasses) {
    this.#loops = loops;
  }

  /** Until a block is over. */
  block(block: Block, when: Case): number {
    const tree = schedule(block);
    return tree === null ? 0 : this.#tree(tree, block, when);
  }

  /** Until the first step that puts evidence on the case is done; the whole block where there is none. */
  untilEvidence(block: Block, when: Case): number {
    const tree = schedule(block);
    const target = block.items.findIndex((item) => item.kind === "task" && item.action.id === "cases.add-evidence");
    return tree === null || target < 0 ? this.block(block, when) : this.#until(tree, target, block, when);
  }

  #tree(tree: Tree, block: Block, when: Case): number {
    return costOf(tree, { ...graphOf(block), durations: block.items.map((item) => this.#item(item, when)) }).time;
  }

  #until(tree: Tree, target: number, block: Block, when: Case): number {
    if (tree.kind === "item") return this.#item(block.items[tree.item] as Item, when);
    const at = tree.parts.findIndex((part) => itemsOf(part).includes(target));
    const holder = this.#until(tree.parts[at] as Tree, target, block, when);
    if (tree.kind === "parallel") return holder;
    return tree.parts.slice(0, at).reduce((sum, part) => sum + this.#tree(part, block, when), holder);
  }

  #item(item: Item, when: Case): number {
    switch (item.kind) {
      case "task":
        return stepSeconds(item.action, retriesOf(item.action), when);
      case "pause":
        return item.duration;
      case "forEach":
        return this.#rounds(item, when) * this.block(item.block, when);
      case "choose":
      case "ask":
        return this.#branch(item, when);
      case "approval":
      case "unattended":
        // In mode observe nobody is asked and no branch runs.
        return when === "best" ? 0 : this.#branch(item, when);
    }
  }

  #branch(item: Item, when: Case): number {
    const branches = blocksOf(item).map(([, block]) => this.block(block, when));
    return when === "best" ? Math.min(...branches) : Math.max(...branches);
  }

  /** A loop that contains goes one at a time. */
  #rounds(loop: ForEach, when: Case): number {
    const passes = this.#loops.get(loop.id)?.[when] ?? 0;
    const contains = [...standings(loop.block)].some(({ item }) => item.kind === "task" && item.word === "contain");
    return contains ? passes : Math.ceil(passes / atOnce);
  }
}
