// The door: AWS JSON 1.0. A request is checked, answered only when what it did is on disk, and whatever is wrong with it
// becomes an error that the SDK models.
import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { WireHandler, WireResponse } from "../../wire.ts";
import { nestingProblem } from "../json-depth.ts";
import { type Operation, operations } from "../operations/operations.ts";
import type { Service } from "../service.ts";
import { ApiError } from "./api-error.ts";
import { validationMessage } from "./validation-message.ts";

const targetPrefix = "AWSStepFunctions.";
/** No valid request is longer: a definition of 1 MiB whose every character is escaped, and some more. */
const longestBody = 8 * 1_048_576;

export const stepFunctionsHandler =
  (service: Service): WireHandler =>
  async (request) => {
    try {
      const operation = operationIn(request.method, request.headers["x-amz-target"]);
      const input = checked(operation, bodyIn(request.body));
      const output = await operation.run(service, input);
      await service.records.store.durable();
      return answer(200, output);
    } catch (error) {
      return refusal(error);
    }
  };

function operationIn(method: string, target: string | undefined): Operation {
  const name = target?.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : "";
  const operation = method === "POST" && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation !== undefined) return operation;
  throw new ApiError("UnknownOperationException", `the operation "${name}" is not known here`);
}

function bodyIn(body: Buffer): unknown {
  if (body.length > longestBody) {
    throw new ApiError("RequestEntityTooLargeException", "the request is longer than any operation takes", {
      status: 413,
    });
  }
  if (body.length === 0) return {};
  const text = body.toString("utf8");
  const deep = nestingProblem(text);
  if (deep !== null) throw new ApiError("SerializationException", deep);
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("SerializationException", "the body of the request is not JSON");
  }
}

function checked(operation: Operation, body: unknown): never {
  const result = operation.input.safeParse(body, { reportInput: true });
  if (result.success) return result.data as never;
  throw validationError(result.error);
}

function validationError(error: z.ZodError): ApiError {
  const wrongType = error.issues.find(
    (issue) => issue.code === "invalid_type" && issue.input !== undefined && issue.input !== null,
  );
  if (wrongType !== undefined) {
    const path = wrongType.path.join(".") || "the request";
    const expected = wrongType.code === "invalid_type" ? wrongType.expected : "another type";
    return new ApiError("SerializationException", `${path} must be of type ${expected}`);
  }
  return new ApiError("ValidationException", validationMessage(error.issues));
}

function refusal(error: unknown): WireResponse {
  if (error instanceof ApiError) {
    return answer(error.status, {
      __type: `com.amazonaws.states#${error.type}`,
      message: error.message,
      ...error.members,
    });
  }
  return answer(500, { __type: "com.amazonaws.states#InternalFailure", message: `the host failed: ${String(error)}` });
}

function answer(status: number, body: object): WireResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() },
    body: JSON.stringify(body, secondsForDates),
  };
}

/** Dates travel as seconds since 1970 with milliseconds as a fraction. */
function secondsForDates(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[key];
  return original instanceof Date ? original.getTime() / 1_000 : value;
}
