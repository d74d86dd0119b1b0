// A good shape for blocks too large to search: independent groups go side by side; a connected group is cut where the
// longest paths of its two parts add up to least, until its parts are small enough to search. How far that is from the
// best possible is printed by the benchmark.
import { exactTree } from "./exact.ts";
import { type Graph, parallel, sequence, type Tree } from "./shapes.ts";

/** So many items are searched in a millisecond or two. */
const small = 8;

/** A tree of all items of a graph. `searched`: parts of so many items are arranged exactly. */
export function greedyTree(graph: Graph, searched = small): Tree {
  return shape([...graph.durations.keys()], graph, searched);
}

function shape(items: readonly number[], graph: Graph, searched: number): Tree {
  if (items.length <= searched) return numbered(exactTree(part(items, graph)), items);
  const groups = connected(items, graph);
  if (groups.length > 1) return parallel(groups.map((group) => shape(group, graph, searched)));
  const [earlier, later] = bestCut(items, graph);
  return sequence([shape(earlier, graph, searched), shape(later, graph, searched)]);
}

/** Some items of a graph as a graph of their own, numbered from zero. */
export function part(items: readonly number[], graph: Graph): Graph {
  const place = new Map(items.map((item, at) => [item, at]));
  const within = (item: number) =>
    new Set([...(graph.before[item] as ReadonlySet<number>)].flatMap((other) => place.get(other) ?? []));
  return {
    durations: items.map((item) => graph.durations[item] as number),
    before: items.map(within),
    composite: items.map((item) => graph.composite[item] as boolean),
  };
}

/** A tree of such a part with the numbers of the whole. */
export function numbered(tree: Tree, items: readonly number[]): Tree {
  if (tree.kind === "item") return { kind: "item", item: items[tree.item] as number };
  return { kind: tree.kind, parts: tree.parts.map((inner) => numbered(inner, items)) };
}

const ordered = (a: number, b: number, graph: Graph): boolean =>
  (graph.before[a] as ReadonlySet<number>).has(b) || (graph.before[b] as ReadonlySet<number>).has(a);

/** Groups of items that some order ties together, each in source order. */
export function connected(items: readonly number[], graph: Graph): readonly (readonly number[])[] {
  const left = new Set(items);
  const groups: number[][] = [];
  for (const start of items) {
    if (!left.delete(start)) continue;
    const group = [start];
    for (const member of group) {
      for (const other of left) if (ordered(member, other, graph)) group.push(other);
      for (const found of group) left.delete(found);
    }
    groups.push(group.toSorted((a, b) => a - b));
  }
  return groups;
}

/** The longest path through some items, in milliseconds: no shape can be faster. */
export const longestPath = (items: readonly number[], graph: Graph): number =>
  Math.max(0, ...endsOf(items, graph).values());

/** When each of some items is over at the earliest. */
function endsOf(items: readonly number[], graph: Graph): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const item of items) {
    const waits = items.filter((other) => (graph.before[item] as ReadonlySet<number>).has(other));
    ends.set(item, (graph.durations[item] as number) + Math.max(0, ...waits.map((other) => ends.get(other) ?? 0)));
  }
  return ends;
}

function bestCut(items: readonly number[], graph: Graph): readonly [readonly number[], readonly number[]] {
  const waitsFor = (item: number, other: number) => (graph.before[item] as ReadonlySet<number>).has(other);
  const ends = endsOf(items, graph);
  const cuts = items.flatMap((pivot) => [
    items.filter((item) => (ends.get(item) as number) <= (ends.get(pivot) as number)),
    items.filter((item) => item === pivot || waitsFor(pivot, item)),
    items.filter((item) => waitsFor(pivot, item)),
    items.filter((item) => item !== pivot && !waitsFor(item, pivot)),
    items.filter((item) => !waitsFor(item, pivot)),
  ]);
  let best: { time: number; waits: number; cut: readonly [readonly number[], readonly number[]] } | undefined;
  for (const earlier of cuts) {
    if (earlier.length === 0 || earlier.length === items.length) continue;
    const later = items.filter((item) => !earlier.includes(item));
    const time = longestPath(earlier, graph) + longestPath(later, graph);
    const waits = later.reduce((sum, item) => sum + earlier.filter((other) => !waitsFor(item, other)).length, 0);
    if (best === undefined || time < best.time || (time === best.time && waits < best.waits))
      best = { time, waits, cut: [earlier, later] };
  }
  if (best === undefined) throw new Error("a connected group of items has no cut");
  return best.cut;
}
