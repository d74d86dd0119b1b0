// Random blocks as the scheduler sees them: items with effects, systems, durations and data between them.
import fc from "fast-check";
import type { Graph } from "../../playbooks/compiler/schedule/shapes.ts";

interface Drawn {
  readonly effect: "read" | "record" | "barrier";
  readonly system: number;
  readonly duration: number;
  readonly composite: boolean;
  readonly uses: readonly boolean[];
}

const drawn = (most: number): fc.Arbitrary<Drawn> =>
  fc.record({
    effect: fc.oneof(
      { weight: 8, arbitrary: fc.constant("read" as const) },
      { weight: 3, arbitrary: fc.constant("record" as const) },
      { weight: 1, arbitrary: fc.constant("barrier" as const) },
    ),
    system: fc.integer({ min: 0, max: 4 }),
    duration: fc.oneof(fc.constantFrom(0, 400, 500, 600), fc.integer({ min: 0, max: 2_000 })),
    composite: fc.boolean(),
    uses: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)), {
      minLength: most,
      maxLength: most,
    }),
  });

/** Graphs of at most so many items. */
export const graphs = (most: number, least = 1): fc.Arbitrary<Graph> =>
  fc.array(drawn(most), { minLength: least, maxLength: most }).map(graphOf);

function graphOf(items: readonly Drawn[]): Graph {
  const before: Set<number>[] = [];
  for (const [later, item] of items.entries()) {
    const waits = new Set<number>();
    for (let earlier = 0; earlier < later; earlier++) {
      if (!mustWait(items[earlier] as Drawn, item, earlier)) continue;
      for (const implied of [earlier, ...(before[earlier] as Set<number>)]) waits.add(implied);
    }
    before.push(waits);
  }
  return { durations: items.map((item) => item.duration), composite: items.map((item) => item.composite), before };
}

const mustWait = (above: Drawn, item: Drawn, at: number): boolean =>
  item.uses[at] === true ||
  above.effect === "barrier" ||
  item.effect === "barrier" ||
  (above.system === item.system && (above.effect === "record" || item.effect === "record"));
