// Every check that a definition passes before a machine is made of it, in the order in which AWS makes them.

import { isObject } from "../json.ts";
import { nestingProblem } from "../json-depth.ts";
import { type Diagnostic, schemaFailure } from "./diagnostic.ts";
import { checkExpressions } from "./expressions.ts";
import { checkShape } from "./shape.ts";
import { checkTransitions } from "./transitions.ts";
import type { Machine } from "./types.ts";
import { checkVariables } from "./variables.ts";

export type { Diagnostic } from "./diagnostic.ts";

/** What is wrong with the text of a definition; empty when a machine can be made of it. */
export function diagnose(text: string, type: "STANDARD" | "EXPRESS" = "STANDARD"): readonly Diagnostic[] {
  const deep = nestingProblem(text);
  if (deep !== null) return [schemaFailure(deep, null)];
  if (text.trim() === "") return [schemaFailure("Definition must be a valid JSON object", null)];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [notJson(text, error)];
  }
  if (!isObject(value)) return [schemaFailure("Definition must be a valid JSON object", null)];
  if (hasUnsafeName(value)) return [schemaFailure("the name '__proto__' cannot be used in a definition", null)];
  const misshapen = checkShape(value, type);
  if (misshapen.length > 0) return misshapen;
  const machine = value as unknown as Machine;
  return [...checkTransitions(machine), ...checkVariables(machine), ...checkExpressions(machine)];
}

/** Objects of this language cannot hold such a field like any other, so no check could be sure to see it. */
const hasUnsafeName = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  (Object.hasOwn(value, "__proto__") || Object.values(value).some(hasUnsafeName));

function notJson(text: string, error: unknown): Diagnostic {
  const [word] = /^\s*[A-Za-z_]\w*/.exec(text) ?? [];
  const message =
    word === undefined
      ? (error as Error).message
      : `Unrecognized token '${word.trim()}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  return { code: "INVALID_JSON_DESCRIPTION", message, location: null };
}
