// What holds for every machine that the compiler writes, whatever the playbook.
import { createRequire } from "node:module";
import { type Machine, type Region, type State, statesOf } from "../../playbooks/compiler/emit/asl.ts";

type Validate = (definition: unknown) => { readonly isValid: boolean; errorsText(separator: string): string };
/** The package brings no types. */
const validate = createRequire(import.meta.url)("asl-validator") as Validate;

const known = new WeakSet<Machine>();

/** Throws what is wrong with a machine: what asl-validator says, and states that carry nothing. */
export function assertSound(machine: Machine): void {
  if (known.has(machine)) return;
  const verdict = validate(onOneLine(machine));
  if (!verdict.isValid) throw new Error(verdict.errorsText("\n"));
  for (const region of [machine, ...regionsOf(machine)]) {
    for (const [name, state] of Object.entries(region.States)) {
      if (!carriesSomething(name, state, region)) throw new Error(`the state "${name}" carries nothing`);
    }
  }
  known.add(machine);
}

/** A copy for asl-validator, which refuses an empty text in a list, and line ends within any text. */
function onOneLine(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/[\n\r\u2028\u2029]/g, " ") || " ";
  if (Array.isArray(value)) return value.map(onOneLine);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, onOneLine(inner)]));
}

function regionsOf(machine: Machine): readonly Region[] {
  return [...statesOf(machine)].flatMap(([, state]) => {
    if (state.Type === "Parallel") return state.Branches;
    return state.Type === "Map" ? [state.ItemProcessor] : [];
  });
}

/** A step, a decision, a join, an end, or the landing of what cannot end by itself. */
function carriesSomething(name: string, state: State, region: Region): boolean {
  switch (state.Type) {
    case "Task":
    case "Map":
    case "Wait":
    case "Choice":
    case "Fail":
      return true;
    case "Parallel":
      return state.Branches.length > 1;
    case "Succeed":
      return name === "the end" || name === region.StartAt || landsHere(name, region);
  }
}

/** Entered by a Catch or a Choice only: whatever else comes here could have ended by itself. */
const landsHere = (name: string, region: Region): boolean =>
  Object.values(region.States).every((state) => !("Next" in state) || state.Next !== name);
