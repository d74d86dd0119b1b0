// The order of a block's items: the best shape that ASL can express, against every shape there is.
import fc from "fast-check";
import { expect, test } from "vitest";
import { exactTree } from "../../playbooks/compiler/schedule/exact.ts";
import { greedyTree, longestPath } from "../../playbooks/compiler/schedule/greedy.ts";
import { arrange } from "../../playbooks/compiler/schedule/schedule.ts";
import { costOf, type Graph, itemsOf, keyOf, type Tree } from "../../playbooks/compiler/schedule/shapes.ts";
import { keepsOrder, leastCost } from "../support/all-shapes.ts";
import { graphs } from "../support/arbitrary-graphs.ts";

const graph = (durations: readonly number[], before: readonly (readonly number[])[]): Graph => ({
  durations,
  before: before.map((items) => new Set(items)),
  composite: durations.map(() => false),
});
const shape = (tree: Tree): string =>
  tree.kind === "item"
    ? String(tree.item)
    : `${tree.kind === "sequence" ? "(" : "["}${tree.parts.map(shape).join(" ")}${tree.kind === "sequence" ? ")" : "]"}`;

test("the search finds what no shape beats, for up to five items", () => {
  fc.assert(
    fc.property(graphs(5), (any) => void expect(costOf(exactTree(any), any)).toEqual(leastCost(any))),
    { numRuns: 600 },
  );
});

test("the search finds what no shape beats, for six items", () => {
  fc.assert(
    fc.property(graphs(6, 6), (any) => void expect(costOf(exactTree(any), any)).toEqual(leastCost(any))),
    { numRuns: 40 },
  );
}, 60_000);

test.each([
  ["exact", exactTree, 7],
  ["greedy", greedyTree, 30],
  ["arranged", arrange, 24],
] as const)("every %s shape keeps the order and leaves nothing out", (_, make, most) => {
  fc.assert(
    fc.property(graphs(most), (any) => {
      const tree = make(any);
      expect(itemsOf(tree).toSorted((a, b) => a - b)).toEqual([...any.durations.keys()]);
      expect(keepsOrder(tree, any)).toBe(true);
      expect(costOf(tree, any).time).toBeGreaterThanOrEqual(longestPath([...any.durations.keys()], any));
    }),
    { numRuns: 200 },
  );
});

test("what is arranged stage by stage is what the whole search finds", () => {
  fc.assert(
    fc.property(graphs(7), (any) => void expect(costOf(arrange(any), any)).toEqual(costOf(exactTree(any), any))),
  );
});

test("the same graph gives the same shape", () => {
  fc.assert(
    fc.property(graphs(8), (any) => void expect(keyOf(exactTree(any))).toBe(keyOf(exactTree(structuredClone(any))))),
  );
});

test.each<[string, Graph, string]>([
  ["free items run side by side", graph([400, 400, 400], [[], [], []]), "[0 1 2]"],
  ["one that needs another waits for it alone", graph([400, 400, 600], [[], [0], []]), "[(0 1) 2]"],
  ["a sink waits for all", graph([400, 500, 600, 50], [[], [], [], [0, 1, 2]]), "([0 1 2] 3)"],
  [
    "a join less is worth a wait that costs no time",
    graph([400, 300, 900, 50, 200], [[], [], [0], [0, 1, 2], [0]]),
    "(0 [1 2 4] 3)",
  ],
  ["no time is lost for a smaller bill", graph([100, 900, 900, 100], [[], [], [0], [1]]), "[(0 2) (1 3)]"],
])("%s", (_, any, expected) => {
  expect(shape(exactTree(any))).toBe(expected);
});
