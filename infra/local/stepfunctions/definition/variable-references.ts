// Which variables each state reads, as DescribeStateMachine lists them.
import { parse } from "../evaluate/expression.ts";
import { expressionsOf } from "./expressions.ts";
import { variablesRead } from "./program-names.ts";
import type { Machine } from "./types.ts";
import { blocksOf } from "./walk.ts";

export function variableReferences(machine: Machine): Record<string, string[]> {
  const references: Record<string, string[]> = {};
  for (const { block } of blocksOf(machine)) {
    for (const [name, state] of Object.entries(block.States)) {
      const read = new Set([...expressionsOf(state)].flatMap(({ text }) => [...variablesRead(parse(text).ast)]));
      if (read.size > 0) references[name] = [...read].sort();
    }
  }
  return references;
}
