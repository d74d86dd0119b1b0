// `forEach`: an inline Map that never fails as a whole. Every pass says which of its steps did not succeed.
import { type ForEach, standings } from "../record/items.ts";
import { asl, type Catcher, type MapState, type Template } from "./asl.ts";
import type { Emitter, States } from "./emitter.ts";
import { catchExit, type Fragment, failed, mainExit, type Own, unlinked } from "./fragment.ts";
import { printNode } from "./print.ts";
import { type At, camel, carriedAssignments, carriedBelow, indexAt, namesAt, Scope } from "./scope.ts";

/** Passes that run at once when the loop contains nothing. */
const atOnce = 10;
/** The name under which a loop's own outcome travels. */
const loopAction = "for-each";

export function emitForEach(emitter: Emitter, loop: ForEach, states: States, at: At, number: number): Fragment {
  const names = namesAt(at);
  const carried = carriedBelow(at);
  const scope = new Scope(`m${number}_`, at.scope, [...carried, loop.id]);
  const inner: States = {};
  const fragment = emitter.block(loop.block, inner, { ...at, scope, first: true });
  const required = [...standings(loop.block)].filter(
    ({ item, within }) => emitter.facts.required.has(item.id) && !within.some((outer) => outer.item.kind === "forEach"),
  );
  const output = (own: Own): Template => {
    const open = required.filter(({ item }) => !own.has(item.id));
    return { failed: open.length === 0 ? [] : asl(`[${open.map(({ item }) => failedId(item.id, scope)).join(", ")}]`) };
  };
  if (fragment !== null) emitter.finish(fragment, inner, output, `${loop.id} pass landed`);
  const entry = fragment?.entry ?? `${loop.id} pass landed`;
  if (fragment === null) inner[entry] = { Type: "Succeed", Output: output(new Map()) };

  const caught: Catcher = {
    ErrorEquals: ["States.ALL"],
    Assign: { ...carriedAssignments(at), [at.scope.nameOf(loop.id)]: failed(loop.id, loopAction) },
    Next: unlinked,
  };
  const contains = [...standings(loop.block)].some(({ item }) => item.kind === "task" && item.word === "contain");
  const state: MapState = {
    Type: "Map",
    Items: asl(printNode(loop.list, names)),
    ItemSelector: {
      items: {
        ...Object.fromEntries(carried.map((outer) => [camel(outer), asl(names.item(outer))])),
        [camel(loop.id)]: asl("$states.context.Map.Item.Value"),
      },
      index: asl(
        [...(indexAt(at) === null ? [] : [indexAt(at)]), "$string($states.context.Map.Item.Index)"].join(' & "." & '),
      ),
    },
    MaxConcurrency: contains ? 1 : atOnce,
    ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, StartAt: entry, States: inner },
    Catch: [caught],
  };
  states[loop.id] = state;
  at.scope.declare(loop.id);
  const own = new Map([[loop.id, passes(loop.id)]]);
  return {
    entry: loop.id,
    exits: [mainExit(state, own, (outcomes) => emitter.assignments(outcomes, at)), catchExit(caught)],
  };
}

const failedId = (step: string, scope: Scope): string => {
  const variable = scope.variable(step);
  return `($exists(${variable}) and ${variable}.status != "succeeded" ? "${step}" : [])`;
};

const passes = (step: string): Template => ({
  step,
  action: loopAction,
  status: asl('($count($states.result.failed) = 0 ? "succeeded" : "failed")'),
  output: null,
  error: null,
  simulated: false,
});
