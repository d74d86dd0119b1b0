// Why a text is not JSON, in the words of the parser that the service uses.
import { exceedsBytes } from "../json.ts";
import { nestingProblem } from "../json-depth.ts";
import { payloadBytes } from "../limits.ts";
import { ApiError } from "./api-error.ts";

/** Null for valid JSON of a depth that the service reads. */
export function jsonProblem(text: string): string | null {
  const deep = nestingProblem(text);
  if (deep !== null) return deep;
  try {
    JSON.parse(text);
    return null;
  } catch {
    return described(text.trim());
  }
}

/** Throws InvalidExecutionInput. */
export function checkedInput(text: string): void {
  const problem = exceedsBytes(text, payloadBytes)
    ? `The input exceeds the maximum number of bytes service limit: ${payloadBytes}`
    : jsonProblem(text);
  if (problem === null) return;
  throw new ApiError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${problem}'`);
}

function described(text: string): string {
  if (text === "") return "Invalid execution input.";
  const [word] = /^[A-Za-z_$][\w$]*/.exec(text) ?? [];
  if (word !== undefined) {
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  }
  const [, wrong] = /^\{\s*([^"}\s])/.exec(text) ?? [];
  if (wrong !== undefined) {
    return `Unexpected character ('${wrong}' (code ${wrong.codePointAt(0)})): was expecting double-quote to start field name`;
  }
  return "Unexpected character or end of input: was expecting JSON";
}
