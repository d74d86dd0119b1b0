// Whether some answer during this call came from a simulator. Every client notes it where the answer arrives, and
// `implement` reads it at the end: no action has to carry the mark along.
import { AsyncLocalStorage } from "node:async_hooks";

/** The header that every answer of a simulator carries. */
export const simulatedHeader = "x-riposte-simulated";

const marks = new AsyncLocalStorage<{ simulated: boolean }>();

/** Notes the mark of one answer, given its headers with names in lower case. */
export function noteMarks(headers: Readonly<Record<string, unknown>>): void {
  const current = marks.getStore();
  if (current !== undefined && headers[simulatedHeader] === "true") current.simulated = true;
}

/** Runs `work` and tells whether any answer it got was simulated. */
export async function withMarks<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly simulated: boolean }> {
  const current = { simulated: false };
  const value = await marks.run(current, work);
  return { value, simulated: current.simulated };
}
