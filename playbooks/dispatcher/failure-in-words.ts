// The error and cause of a failed step as a sentence. The cause of a failed function is a JSON text, perhaps cut; any
// other cause is text already.
import { inertLine } from "../../actions/kit/contract/index.ts";

const names: Readonly<Record<string, string>> = {
  "States.Timeout": "no answer in time",
  "Lambda.ResourceNotFoundException": "its function does not exist",
};

/** `RateLimited: virustotal answered 429`. */
export function failureInWords(error: string | undefined, cause: string | undefined): string {
  const name = error === undefined ? null : (names[error] ?? error);
  const message = cause === undefined ? null : messageIn(cause);
  const words = [name, message].filter((part) => part !== null && part !== "").join(": ");
  return inertLine(words || "no reason given").slice(0, 800);
}

function messageIn(cause: string): string | null {
  if (!cause.trimStart().startsWith("{")) return cause.trim();
  const found = /"errorMessage"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(cause)?.[1];
  if (found === undefined) return null;
  try {
    return String(JSON.parse(`"${found}"`));
  } catch {
    return found;
  }
}
