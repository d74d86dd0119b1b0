// Placeholders become names on the parsed tree, never as text: a literal that looks like one stays what it is.
import { type Machine, type Region, type State, statesOf } from "./asl.ts";

export interface Deployed {
  /** The name or ARN of an action's function, by the action's id, or of one of Riposte's own functions. */
  readonly functionOf: (id: string) => string;
  /** The digest of the compiled definition. */
  readonly version: string;
}

/** The machine as a host creates it. The given one is left as it is. */
export function fill(machine: Machine, deployed: Deployed): Machine {
  const filled = structuredClone(machine);
  for (const [, state] of statesOf(filled)) fillState(state, deployed);
  return filled;
}

/** The functions that a machine calls, by action id or own name, in the order of their first use. */
export function functionsOf(machine: Region): readonly string[] {
  const names = [...statesOf(machine)].flatMap(([, state]) =>
    state.Type === "Task" ? [placeholder(state.Arguments.FunctionName)] : [],
  );
  return [...new Set(names)];
}

function fillState(state: State, deployed: Deployed): void {
  if (state.Type !== "Task") return;
  const task = state as unknown as { Arguments: { FunctionName: string; Payload: { call: { version: string } } } };
  task.Arguments.FunctionName = deployed.functionOf(placeholder(task.Arguments.FunctionName));
  task.Arguments.Payload.call.version = deployed.version;
}

function placeholder(text: string): string {
  const name = /^\$\{function:([a-z0-9.-]+)\}$/.exec(text)?.[1];
  if (name === undefined) throw new Error(`"${text}" is no placeholder for a function`);
  return name;
}
