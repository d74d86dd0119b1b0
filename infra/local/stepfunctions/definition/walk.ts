// Every block of a machine and every state in it, outer ones first.
import type { Block, Machine, State } from "./types.ts";

export interface BlockVisit {
  readonly block: Block;
  readonly path: readonly PropertyKey[];
  readonly parent: BlockVisit | null;
}

export function* blocksOf(machine: Machine): Generator<BlockVisit> {
  yield* blocksFrom({ block: machine, path: [], parent: null });
}

function* blocksFrom(visit: BlockVisit): Generator<BlockVisit> {
  yield visit;
  for (const [name, state] of Object.entries(visit.block.States)) {
    for (const inner of innerBlocks(state)) {
      yield* blocksFrom({ block: inner.block, path: [...visit.path, "States", name, ...inner.path], parent: visit });
    }
  }
}

function innerBlocks(state: State): { block: Block; path: readonly PropertyKey[] }[] {
  if (state.Type === "Parallel") return state.Branches.map((block, index) => ({ block, path: ["Branches", index] }));
  if (state.Type === "Map") return [{ block: state.ItemProcessor, path: ["ItemProcessor"] }];
  return [];
}
