// How far the arranged order of a block is from its longest path, which no order beats, and what arranging takes: random
// graphs of up to thirty items, and the product's own shape, many lookups, one sink and a side chain.
// `node test/bench/schedule.ts [graphs]`
import { longestPath } from "../../playbooks/compiler/schedule/greedy.ts";
import { arrange } from "../../playbooks/compiler/schedule/schedule.ts";
import { costOf, type Graph } from "../../playbooks/compiler/schedule/shapes.ts";

const total = Number(process.argv[2] ?? 300);

/** The same numbers from 0 to 1, every time. */
function numbers(): () => number {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
const random = numbers();
const duration = (): number => 50 + Math.floor(random() * 1_500);

/** A graph from what each item waits for itself; the implied is added. */
function graph(waits: readonly (readonly number[])[]): Graph {
  const before: Set<number>[] = [];
  for (const direct of waits) before.push(new Set(direct.flatMap((item) => [item, ...(before[item] as Set<number>)])));
  return { durations: waits.map(duration), before, composite: waits.map(() => random() < 0.2) };
}

const anyOf = (items: number, chance: number): Graph =>
  graph(Array.from({ length: items }, (_, item) => [...Array(item).keys()].filter(() => random() < chance)));

/** A read that some lookups wait for, lookups, a sink that waits for all of them, and a chain of writes beside. */
function product(items: number): Graph {
  const chain = 3;
  const sink = items - chain - 1;
  const lookups = Array.from({ length: sink }, (_, item) => (item > 0 && random() < 0.4 ? [0] : []));
  const all = [...Array(sink).keys()];
  const beside = Array.from({ length: chain }, (_, at) => [at === 0 ? 0 : sink + at]);
  return graph([...lookups, all, ...beside]);
}

function measure(title: string, make: () => Graph): void {
  const ratios: number[] = [];
  const times: number[] = [];
  for (let made = 0; made < total; made++) {
    const any = make();
    const began = performance.now();
    const tree = arrange(any);
    times.push(performance.now() - began);
    ratios.push(costOf(tree, any).time / longestPath([...any.durations.keys()], any));
  }
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / total;
  const best = ratios.filter((ratio) => ratio === 1).length;
  times.sort((a, b) => a - b);
  const percent = (ratio: number) => `${((ratio - 1) * 100).toFixed(2)} %`;
  console.log(
    `${title.padEnd(34)} above the longest path: mean ${percent(mean)}, worst ${percent(Math.max(...ratios))}, on it ${Math.round((best / total) * 100)} %; ${(times[total >> 1] as number).toFixed(1)} ms, slowest ${(times.at(-1) as number).toFixed(1)} ms`,
  );
}

for (const items of [8, 10, 15, 20, 30]) measure(`random, ${items} items, sparse`, () => anyOf(items, 0.1));
for (const items of [10, 20, 30]) measure(`random, ${items} items, dense`, () => anyOf(items, 0.3));
for (const items of [12, 20, 30]) measure(`lookups, sink, chain, ${items} items`, () => product(items));
