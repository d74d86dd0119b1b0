// The shapes that ASL can express: one after the other, or side by side and joined. And how two of them compare.

export type Tree =
  | { readonly kind: "item"; readonly item: number }
  | { readonly kind: "sequence"; readonly parts: readonly Tree[] }
  | { readonly kind: "parallel"; readonly parts: readonly Tree[] };

/** Items as the scheduler sees them: numbered in source order, with durations in milliseconds. */
export interface Graph {
  readonly durations: readonly number[];
  /** For each item, all that must come before it, implied ones included. */
  readonly before: readonly ReadonlySet<number>[];
  /** Whether an item ending a parallel branch needs a state of its own to hand its results on. */
  readonly composite: readonly boolean[];
}

/** What a shape costs: milliseconds on the critical path, states beyond the items' own, pairs ordered without need. */
export interface Cost {
  readonly time: number;
  readonly states: number;
  readonly falseWaits: number;
}

export const sequence = (parts: readonly Tree[]): Tree => flatten("sequence", parts);
export const parallel = (parts: readonly Tree[]): Tree => flatten("parallel", parts);

function flatten(kind: "sequence" | "parallel", parts: readonly Tree[]): Tree {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const ordered = kind === "parallel" ? flat.toSorted((a, b) => first(a) - first(b)) : flat;
  return ordered.length === 1 ? (ordered[0] as Tree) : { kind, parts: ordered };
}

/** The earliest item in source order. */
export const first = (tree: Tree): number => (tree.kind === "item" ? tree.item : Math.min(...tree.parts.map(first)));

/** The items of a tree, from left to right. */
export const itemsOf = (tree: Tree): readonly number[] =>
  tree.kind === "item" ? [tree.item] : tree.parts.flatMap(itemsOf);

/** The cost of a whole tree, computed from nothing but the tree: what the search is checked against. */
export function costOf(tree: Tree, graph: Graph): Cost {
  if (tree.kind === "item") return { time: graph.durations[tree.item] as number, states: 0, falseWaits: 0 };
  const parts = tree.parts.map((part) => costOf(part, graph));
  const inside = parts.reduce((sum, part) => sum + part.states, 0);
  const waits = parts.reduce((sum, part) => sum + part.falseWaits, 0);
  if (tree.kind === "parallel") {
    const joins = tree.parts.filter((part) => endsComposite(part, graph)).length;
    return { time: Math.max(...parts.map((part) => part.time)), states: inside + 1 + joins, falseWaits: waits };
  }
  const between = tree.parts.flatMap((part, at) =>
    tree.parts
      .slice(at + 1)
      .flatMap((later) => itemsOf(part).flatMap((a) => itemsOf(later).map((b) => [a, b] as const))),
  );
  const needless = between.filter(([a, b]) => !(graph.before[b] as ReadonlySet<number>).has(a)).length;
  return { time: parts.reduce((sum, part) => sum + part.time, 0), states: inside, falseWaits: waits + needless };
}

export function endsComposite(tree: Tree, graph: Graph): boolean {
  if (tree.kind === "item") return graph.composite[tree.item] as boolean;
  return tree.kind === "sequence" && endsComposite(tree.parts.at(-1) as Tree, graph);
}

/** Less than zero when `left` is to be preferred: shortest, then fewest states, then fewest needless waits. */
export const compareCosts = (left: Cost, right: Cost): number =>
  left.time - right.time || left.states - right.states || left.falseWaits - right.falseWaits;

/** One text per shape, so that the last tie is broken the same way everywhere: source order. */
export function keyOf(tree: Tree): string {
  if (tree.kind === "item") return String.fromCharCode(48 + tree.item);
  const [open, close] = tree.kind === "sequence" ? ["(", ")"] : ["[", "]"];
  return `${open}${tree.parts.map(keyOf).join("")}${close}`;
}
