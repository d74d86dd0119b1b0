// Pass three: the order of a block's items. The shortest critical path that ASL's shapes allow, then the fewest states,
// then the fewest needless waits, then source order: one schedule is best, byte for byte.
import { type Block, blocksOf, type Item } from "../record/items.ts";
import { exactTree } from "./exact.ts";
import { predecessors } from "./graph.ts";
import { greedyTree, numbered, part } from "./greedy.ts";
import { costOf, type Graph, parallel, sequence, type Tree } from "./shapes.ts";

/** Above this many items (twins counted once) the search would take longer than a reviewer waits. */
const searchable = 10;

interface Scheduled {
  readonly graph: Graph;
  readonly tree: Tree | null;
}

// Blocks are frozen, and several passes ask for the same one.
const known = new WeakMap<Block, Scheduled>();

/** The shape of a block; null when it is empty. */
export const schedule = (block: Block): Tree | null => scheduled(block).tree;

/** The items of a block as the scheduler sees them. */
export const graphOf = (block: Block): Graph => scheduled(block).graph;

function scheduled(block: Block): Scheduled {
  let found = known.get(block);
  if (found === undefined) {
    const graph: Graph = {
      durations: block.items.map(durationOf),
      before: predecessors(block),
      composite: block.items.map((item) => item.kind !== "task" && item.kind !== "pause"),
    };
    found = { graph, tree: block.items.length === 0 ? null : arrange(graph) };
    known.set(block, found);
  }
  return found;
}

/** Milliseconds that an item takes on an ordinary day. A person's time counts as zero. */
export function durationOf(item: Item): number {
  switch (item.kind) {
    case "task":
      return Math.round(item.action.limits.typical * 1_000);
    case "pause":
      return Math.round(item.duration * 1_000);
    case "choose":
    case "forEach":
    case "ask":
    case "approval":
    case "unattended":
      return Math.max(0, ...blocksOf(item).map(([, block]) => blockDuration(block)));
  }
}

/** Milliseconds on the critical path of a block. */
export function blockDuration(block: Block): number {
  const tree = schedule(block);
  return tree === null ? 0 : costOf(tree, graphOf(block)).time;
}

/** The best tree of a graph, or a good one where the graph is too large to search. */
export const arrange = (graph: Graph): Tree =>
  sequence(stages(graph).map((items) => numbered(arrangeStage(part(items, graph)), items)));

/** Where everything below waits for everything above, every shape is a sequence: each stage is arranged by itself. */
function stages(graph: Graph): readonly (readonly number[])[] {
  const found: number[][] = [[]];
  for (const item of graph.durations.keys()) {
    const rest = graph.before.slice(item);
    if (item > 0 && rest.every((waits) => waits.size >= item && holds(waits, item))) found.push([]);
    found.at(-1)?.push(item);
  }
  return found;
}

/** All items before one of them. */
const holds = (waits: ReadonlySet<number>, item: number): boolean =>
  Array.from({ length: item }, (_, at) => at).every((at) => waits.has(at));

/** Items with the same predecessors and successors always may run side by side: where there are many, they count once. */
function arrangeStage(graph: Graph): Tree {
  if (graph.durations.length <= searchable) return bestTree(graph);
  const groups = twins(graph);
  const merged: Graph = {
    durations: groups.map((group) => Math.max(...group.map((item) => graph.durations[item] as number))),
    before: groups.map(
      ([member]) =>
        new Set(
          groups.flatMap(([other], index) =>
            (graph.before[member as number] as ReadonlySet<number>).has(other as number) ? [index] : [],
          ),
        ),
    ),
    composite: groups.map((group) => group.length === 1 && (graph.composite[group[0] as number] as boolean)),
  };
  const tree = groups.length <= searchable ? bestTree(merged) : greedyTree(merged);
  return expand(tree, groups);
}

/** A good tree is found at once; the search looks at nothing slower. */
const bestTree = (graph: Graph): Tree => exactTree(graph, costOf(greedyTree(graph, 1), graph).time);

function twins(graph: Graph): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const item of graph.durations.keys()) {
    const after = [...graph.before.keys()].filter((other) => (graph.before[other] as ReadonlySet<number>).has(item));
    const key = `${[...(graph.before[item] as ReadonlySet<number>)].toSorted((a, b) => a - b)}|${after}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function expand(tree: Tree, groups: readonly (readonly number[])[]): Tree {
  if (tree.kind === "item") {
    const items = (groups[tree.item] as readonly number[]).map((item): Tree => ({ kind: "item", item }));
    return parallel(items);
  }
  const parts = tree.parts.map((part) => expand(part, groups));
  return tree.kind === "parallel" ? parallel(parts) : { kind: "sequence", parts };
}
