// Where states lead: every target exists in its own block, every state is reached, every name is used once.
import { type Diagnostic, locationOf, missingTarget } from "./diagnostic.ts";
import type { Block, Machine, State } from "./types.ts";
import { blocksOf } from "./walk.ts";

export function checkTransitions(machine: Machine): Diagnostic[] {
  const found: Diagnostic[] = [];
  const names = new Set<string>();
  for (const { block, path } of blocksOf(machine)) {
    found.push(...danglingIn(block, path), ...unreachableIn(block, path));
    for (const name of Object.keys(block.States)) {
      const location = locationOf([...path, "States", name]);
      if (names.has(name))
        found.push({ code: "DUPLICATE_STATE_NAME", message: `Duplicate state name: ${name}`, location });
      names.add(name);
    }
  }
  return found;
}

interface Target {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

function danglingIn(block: Block, path: readonly PropertyKey[]): Diagnostic[] {
  const targets = Object.entries(block.States).flatMap(([name, state]) =>
    targetsOf(state).map((target) => ({ name: target.name, path: [...path, "States", name, ...target.path] })),
  );
  return [{ name: block.StartAt, path: [...path, "StartAt"] }, ...targets]
    .filter(({ name }) => !Object.hasOwn(block.States, name))
    .map((target) =>
      missingTarget(`Missing '${String(fieldOf(target.path))}' target: ${target.name}`, locationOf(target.path)),
    );
}

const fieldOf = (path: readonly PropertyKey[]) => path.at(-1);

function unreachableIn(block: Block, path: readonly PropertyKey[]): Diagnostic[] {
  const reached = new Set<string>();
  const open = [block.StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || !Object.hasOwn(block.States, name)) continue;
    reached.add(name);
    open.push(...targetsOf(block.States[name] as State).map((target) => target.name));
  }
  return Object.keys(block.States)
    .filter((name) => !reached.has(name))
    .map((name) => missingTarget(`State "${name}" is not reachable.`, locationOf([...path, "States", name])));
}

/** Every state that a state names as its successor, with the field that names it. */
export function targetsOf(state: State): Target[] {
  const targets: Target[] = [];
  if ("Next" in state && state.Next !== undefined) targets.push({ name: state.Next, path: ["Next"] });
  if ("Catch" in state) {
    for (const [index, { Next }] of (state.Catch ?? []).entries())
      targets.push({ name: Next, path: ["Catch", index, "Next"] });
  }
  if (state.Type === "Choice") {
    for (const [index, { Next }] of state.Choices.entries())
      targets.push({ name: Next, path: ["Choices", index, "Next"] });
    if (state.Default !== undefined) targets.push({ name: state.Default, path: ["Default"] });
  }
  return targets;
}
