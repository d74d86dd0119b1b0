// Every `{% %}` of a definition: a program that parses, and that reads of `$states` only what is there in its field.
import { isExpression, programText } from "../evaluate/evaluator.ts";
import { messageOf, parse } from "../evaluate/expression.ts";
import { isObject } from "../json.ts";
import { type Diagnostic, locationOf, schemaFailure } from "./diagnostic.ts";
import { statesFieldsRead } from "./program-names.ts";
import type { Machine, State } from "./types.ts";
import { blocksOf } from "./walk.ts";

export interface Placed {
  readonly text: string;
  readonly path: readonly PropertyKey[];
}

export function checkExpressions(machine: Machine): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { block, path } of blocksOf(machine)) {
    for (const [name, state] of Object.entries(block.States)) {
      for (const placed of expressionsOf(state)) {
        const problem = problemOf(placed, state);
        if (problem !== null) found.push(schemaFailure(problem, locationOf([...path, "States", name, ...placed.path])));
      }
    }
  }
  return found;
}

/** Fields of a state that hold names or blocks, not values. */
const withoutValues = new Set([
  "Type",
  "Comment",
  "QueryLanguage",
  "Next",
  "Default",
  "Resource",
  "Branches",
  "ItemProcessor",
]);

/** The expressions of a state itself, without those of its inner blocks. */
export function* expressionsOf(state: State): Generator<Placed> {
  for (const [field, value] of Object.entries(state)) {
    if (!withoutValues.has(field)) yield* expressionsIn(value, [field]);
  }
}

function* expressionsIn(value: unknown, path: readonly PropertyKey[]): Generator<Placed> {
  if (isExpression(value)) yield { text: programText(value), path };
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* expressionsIn(item, [...path, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* expressionsIn(item, [...path, key]);
}

function problemOf({ text, path }: Placed, state: State): string | null {
  let read: ReadonlySet<string>;
  try {
    read = statesFieldsRead(parse(text).ast);
  } catch (error) {
    return `The JSONata expression '${text}' is not valid: ${messageOf(error)}`;
  }
  const missing = [...read].find((field) => !isThere(field, path, state));
  return missing === undefined ? null : `'$states.${missing}' is not available in this field`;
}

const withResult = new Set<State["Type"]>(["Task", "Parallel", "Map"]);

/** Whether `$states.result` or `$states.errorOutput` exists where the path points to. */
function isThere(field: string, [first]: readonly PropertyKey[], state: State): boolean {
  if (field === "errorOutput") return first === "Catch";
  return withResult.has(state.Type) && (first === "Output" || first === "Assign");
}
