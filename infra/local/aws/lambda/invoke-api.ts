// Lambda's REST Invoke API: POST /2015-03-31/functions/{name}/invocations. The one operation of Lambda that clients of this
// host need; functions are registered in process, not created over the wire.
import type { Invocation, WireHandler, WireRequest, WireResponse } from "../../wire.ts";
import { arnOf, requestId } from "../names.ts";
import { AwsError } from "../protocol/aws-error.ts";
import type { EventQueue } from "./event-queue.ts";
import { type FunctionDefinition, functionNameOf } from "./function.ts";
import { payloadLimit, type Runner } from "./runner.ts";

const eventPayloadLimit = 1024 * 1024;

export function invokeHandler(runner: Runner, events: EventQueue): WireHandler {
  return async (request) => {
    try {
      return await invoke(runner, events, request);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const headers = {
        "content-type": "application/json",
        "x-amzn-errortype": error.code,
        "x-amzn-requestid": requestId(),
      };
      return { status: error.status, headers, body: JSON.stringify({ Type: "User", Message: error.message }) };
    }
  };
}

async function invoke(runner: Runner, events: EventQueue, request: WireRequest): Promise<WireResponse> {
  const definition = functionOf(runner, request);
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  const payload = payloadOf(request, type === "Event" ? eventPayloadLimit : payloadLimit);
  switch (type) {
    case "RequestResponse":
      return answerOf(await runner.run(definition, payload));
    case "Event":
      await events.accept(definition.name, payload);
      return { status: 202, headers: { "x-amzn-requestid": requestId() }, body: "" };
    case "DryRun":
      return { status: 204, headers: { "x-amzn-requestid": requestId() }, body: "" };
    default:
      throw new AwsError(
        "InvalidParameterValueException",
        `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [RequestResponse, Event, DryRun]`,
      );
  }
}

function functionOf(runner: Runner, request: WireRequest): FunctionDefinition {
  const reference = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.path)?.[1];
  if (request.method !== "POST" || reference === undefined) {
    throw new AwsError("UnknownOperationException", "this host serves Lambda's Invoke only", { status: 404 });
  }
  const decoded = decode(reference);
  const name = functionNameOf(decoded);
  if (name === null)
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${decoded}' at 'functionName' is not a function name or ARN`,
    );
  const definition = runner.find(decoded);
  if (!definition)
    throw new AwsError("ResourceNotFoundException", `Function not found: ${arnOf.function(name)}`, { status: 404 });
  return definition;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("ValidationException", "the function name in the path is not percent-encoded UTF-8");
  }
}

function payloadOf(request: WireRequest, limit: number): string {
  if (request.body.length > limit) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  const text = request.body.toString("utf8");
  if (text === "") return "{}";
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`);
  }
}

function answerOf(invocation: Invocation): WireResponse {
  const headers = {
    "content-type": "application/json",
    "x-amzn-requestid": requestId(),
    "x-amz-executed-version": "$LATEST",
  };
  if (invocation.ok) return { status: 200, headers, body: JSON.stringify(invocation.payload) };
  return {
    status: 200,
    headers: { ...headers, "x-amz-function-error": "Unhandled" },
    body: JSON.stringify(errorPayload(invocation)),
  };
}

// Lambda's own failures (a timeout, an exit) carry no trace; a function's do.
function errorPayload({ errorType, errorMessage, trace }: Extract<Invocation, { ok: false }>): object {
  return trace.length > 0 ? { errorType, errorMessage, trace } : { errorType, errorMessage };
}
