// Calling a function and reading its answer as Step Functions does.
import type { Invocation } from "../../../wire.ts";
import { type Document, type Json, parsedDocument } from "../../json.ts";
import type { TaskCall, TaskOutcome } from "./integration.ts";

/** What a function came to: the outcome of the task if it failed, its payload if not. */
export async function callFunction(
  call: TaskCall,
  functionName: string,
  payload: Json,
): Promise<{ readonly failed: TaskOutcome } | { readonly payload: Document }> {
  const { engine, scope } = call.visit;
  const { role } = scope.execution.row;
  if (!engine.mayInvoke(role, functionName)) return { failed: notAuthorized(role, functionName) };
  // What is about to happen must be on disk before it can happen.
  await engine.records.store.durable();
  if (scope.abandoned) return { failed: unknownFailure("the task was abandoned") };
  const invocation = await engine.invoke(functionName, payload);
  if (!invocation.ok) return { failed: failureOf(invocation) };
  try {
    return { payload: parsedDocument(JSON.stringify(invocation.payload ?? null)) };
  } catch (error) {
    return { failed: unknownFailure(`the function's answer is not JSON: ${String(error)}`) };
  }
}

function failureOf(invocation: Extract<Invocation, { ok: false }>): TaskOutcome {
  const { errorType, errorMessage, trace } = invocation;
  // Errors of the Lambda service itself are plain sentences; those of functions are JSON.
  const cause = errorType.startsWith("Lambda.") ? errorMessage : JSON.stringify({ errorType, errorMessage, trace });
  return { kind: "failed", error: errorType, cause };
}

const unknownFailure = (cause: string): TaskOutcome => ({ kind: "failed", error: "Lambda.Unknown", cause });

const notAuthorized = (role: string, functionName: string): TaskOutcome => ({
  kind: "failed",
  error: "Lambda.AWSLambdaException",
  cause:
    `User: ${role} is not authorized to perform: lambda:InvokeFunction on resource: ${functionName} because no identity-based policy ` +
    "allows the lambda:InvokeFunction action (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)",
});
