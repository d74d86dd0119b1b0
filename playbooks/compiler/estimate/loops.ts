// How many passes a loop makes: none, one, or as many as the contracts say that its list may have items.
import { boundsOf } from "../check/bounds.ts";
import { type Recording, standings } from "../record/items.ts";
import { type Case, perCase } from "./cases.ts";

/** Passes that are counted at worst where no contract bounds the list. */
const unbounded = 100;

/** By the ids of loops. */
export type LoopPasses = ReadonlyMap<string, Readonly<Record<Case, number>>>;

export function loopPasses(recording: Recording): LoopPasses {
  const { passesOf } = boundsOf(recording);
  const loops = [...standings(recording.block)].flatMap(({ item }) => (item.kind === "forEach" ? [item] : []));
  return new Map(
    loops.map((loop) => {
      const passes = { best: 0, typical: 1, worst: passesOf(loop) ?? unbounded };
      return [loop.id, perCase((when) => passes[when])];
    }),
  );
}
