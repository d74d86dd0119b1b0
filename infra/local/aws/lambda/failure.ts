// How Lambda's Node runtime reports that a function failed: by name, message and stack.
import { isNativeError } from "node:util/types";
import type { Invocation } from "../../wire.ts";

type Failure = Extract<Invocation, { ok: false }>;

export function failureOf(error: unknown): Failure {
  try {
    if (!isError(error)) return failure(typeof error, String(error));
    return failure(String(error.name), String(error.message), String(error.stack ?? "").split("\n"));
  } catch {
    // A thrown value whose properties throw when read.
    return failure("Error", "the function threw a value that cannot be read");
  }
}

/** A handler file that cannot be loaded, as the runtime names it. */
export function loadFailureOf(error: unknown): Failure {
  if (error instanceof SyntaxError) return { ...failureOf(error), errorType: "Runtime.UserCodeSyntaxError" };
  if (isError(error) && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") {
    return { ...failureOf(error), errorType: "Runtime.ImportModuleError" };
  }
  return failureOf(error);
}

export const timedOut = (requestId: string, timeoutSeconds: number): Failure =>
  failure(
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  );

export const exited = (requestId: string): Failure =>
  failure("Runtime.ExitError", `RequestId: ${requestId} Error: Runtime exited without providing a reason`);

export const notAHandler = (name: string): Failure =>
  failure("Runtime.HandlerNotFound", `${name}.handler is undefined or not exported`);

export const callbackHandler = (): Failure =>
  failure(
    "Runtime.CallbackHandlerDeprecated",
    "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. Use an async handler instead",
  );

export const resultTooLarge = (limit: number): Failure =>
  failure(
    "Function.ResponseSizeTooLarge",
    `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  );

export const marshalError = (reason: string): Failure =>
  failure("Runtime.MarshalError", `Unable to stringify response body: ${reason}`);

export const functionNotFound = (arn: string): Failure => ({
  ok: false,
  errorType: "Lambda.ResourceNotFoundException",
  errorMessage: `Function not found: ${arn}`,
  trace: [],
});

export const failure = (errorType: string, errorMessage: string, trace: readonly string[] = []): Failure => ({
  ok: false,
  errorType,
  errorMessage,
  trace,
});

// Errors of another realm (a vm context, a worker) are errors too.
const isError = (error: unknown): error is Error =>
  isNativeError(error) ||
  (typeof error === "object" &&
    error !== null &&
    "name" in error &&
    "message" in error &&
    typeof error.message === "string");
