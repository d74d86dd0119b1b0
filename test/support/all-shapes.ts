// Every shape that ASL has for some items, without cleverness: what the search is checked against.
import { type Cost, compareCosts, costOf, type Graph, type Tree } from "../../playbooks/compiler/schedule/shapes.ts";

/** The least cost over all nested sequences and parallels that keep a graph's order. */
export function leastCost(graph: Graph): Cost {
  let best: Cost | undefined;
  for (const tree of shapes([...graph.durations.keys()], graph, new Map())) {
    const cost = costOf(tree, graph);
    if (best === undefined || compareCosts(cost, best) < 0) best = cost;
  }
  return best as Cost;
}

function shapes(items: readonly number[], graph: Graph, known: Map<string, readonly Tree[]>): readonly Tree[] {
  const key = items.join();
  let found = known.get(key);
  if (found === undefined) {
    const only: readonly Tree[] = items.length === 1 ? [{ kind: "item", item: items[0] as number }] : [];
    found = [...only, ...composed("sequence", items, graph, known), ...composed("parallel", items, graph, known)];
    known.set(key, found);
  }
  return found;
}

/** Cuts into a first part of another kind and a rest: each shape of many parts is made once. */
function composed(
  kind: "sequence" | "parallel",
  items: readonly number[],
  graph: Graph,
  known: Map<string, readonly Tree[]>,
): Tree[] {
  const found: Tree[] = [];
  for (let mask = 1; mask < (1 << items.length) - 1; mask++) {
    const left = items.filter((_, at) => mask & (1 << at));
    const right = items.filter((_, at) => !(mask & (1 << at)));
    if (kind === "parallel" && !left.includes(items[0] as number)) continue;
    if (!allowed(kind, left, right, graph)) continue;
    for (const head of shapes(left, graph, known)) {
      if (head.kind === kind) continue;
      for (const tail of shapes(right, graph, known)) {
        found.push({ kind, parts: tail.kind === kind ? [head, ...tail.parts] : [head, tail] });
      }
    }
  }
  return found;
}

function allowed(
  kind: "sequence" | "parallel",
  left: readonly number[],
  right: readonly number[],
  graph: Graph,
): boolean {
  const waits = (item: number, other: number) => (graph.before[item] as ReadonlySet<number>).has(other);
  const backwards = left.some((item) => right.some((other) => waits(item, other)));
  return !backwards && (kind === "sequence" || !right.some((item) => left.some((other) => waits(item, other))));
}

/** Whether no item of a tree runs before, or beside, one that it must wait for. */
export function keepsOrder(tree: Tree, graph: Graph): boolean {
  const done = new Set<number>();
  const run = (part: Tree, over: ReadonlySet<number>): ReadonlySet<number> => {
    if (part.kind === "item") {
      for (const other of graph.before[part.item] as ReadonlySet<number>)
        if (!over.has(other)) return new Set([...over, Number.NaN]);
      done.add(part.item);
      return new Set([...over, part.item]);
    }
    if (part.kind === "sequence") return part.parts.reduce((so, next) => run(next, so), over);
    return new Set(part.parts.flatMap((branch) => [...run(branch, over)]));
  };
  return !run(tree, new Set()).has(Number.NaN) && done.size === graph.durations.length;
}
