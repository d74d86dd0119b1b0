// The last door of a function: whatever was thrown leaves as one named failure with a scrubbed message and no stack.
import type * as z from "zod";
import { PermanentFailure, RetryableFailure } from "../contract/failure.ts";
import { awsFailure } from "./aws-failures.ts";
import { type Failure, failure, firstIssues } from "./http-answer.ts";
import { connectionFailure } from "./http-connection.ts";
import { scrubbed } from "./scrub.ts";

const own = (error: unknown): error is Failure =>
  error instanceof PermanentFailure || error instanceof RetryableFailure;

/** The failure that stands for anything thrown during a call of `action`. */
export function asFailure(action: string, error: unknown): Failure {
  const found = own(error) ? error : (awsFailure(error) ?? connectionFailure(action, error));
  if (own(found)) return clean(failure(found.name, scrubbed(found.message)));
  if (error instanceof Error && error.name === "ZodError") {
    return clean(
      failure(
        "InvalidOutput",
        scrubbed(`${action} got an answer of another shape: ${firstIssues(error as z.ZodError)}`),
      ),
    );
  }
  if (error instanceof Error && error.name === "AbortError") {
    return clean(failure("TimedOut", `${action} did not finish within the step's time`));
  }
  noteBug(action, error);
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return clean(failure("Bug", scrubbed(`${action} failed for a reason that it does not expect: ${said}`)));
}

/** Zod's issues, by path and without values, in the given failure. */
export const issuesFailure = (name: "InvalidInput" | "InvalidOutput", what: string, error: z.ZodError): Failure =>
  failure(name, `${what} does not fit its contract: ${firstIssues(error)}`);

/** A stack shows the inside of the function: it stays there. */
function clean(found: Failure): Failure {
  found.stack = `${found.name}: ${found.message}`;
  return found;
}

/** Where a bug was, for whoever reads the function's own log: without secrets, and nowhere else. */
function noteBug(action: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ level: "error", action, stack: scrubbed(stack, 4_000) })}\n`);
}
