// AWS JSON 1.0 and 1.1: the operation is named by the X-Amz-Target header, input and output are one JSON object each.
// A service is a table of operations; each parses its own input, so nothing unchecked gets past this door.
import type * as z from "zod";
import type { WireHandler, WireRequest, WireResponse } from "../../wire.ts";
import { requestId } from "../names.ts";
import { AwsError, serializationError, unknownOperation } from "./aws-error.ts";

/** An operation: its input's schema and what it does. An input that does not fit is the protocol's SerializationException. */
export interface JsonOperation {
  run(input: unknown, request: WireRequest): Promise<object | undefined>;
}

export function jsonOperation<S extends z.ZodType>(
  schema: S,
  act: (input: z.infer<S>, request: WireRequest) => object | undefined | Promise<object | undefined>,
): JsonOperation {
  return {
    run: async (input, request) => {
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw serializationError(describe(parsed.error));
      return act(parsed.data, request);
    },
  };
}

export interface JsonService {
  /** What stands before the dot in X-Amz-Target. */
  readonly prefix: string;
  readonly version: "1.0" | "1.1";
  readonly operations: Readonly<Record<string, JsonOperation>>;
  /** Headers a service adds to its errors. */
  readonly errorHeaders?: (error: AwsError) => Readonly<Record<string, string>>;
}

export function jsonHandler(service: JsonService): WireHandler {
  return async (request) => {
    try {
      const output = await operationOf(service, request).run(bodyOf(request), request);
      return answer(service, 200, output ?? {});
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const headers = { "x-amzn-errortype": error.type, ...service.errorHeaders?.(error) };
      return answer(service, error.status, { __type: error.type, message: error.message }, headers);
    }
  };
}

function operationOf(service: JsonService, request: WireRequest): JsonOperation {
  const target = request.headers["x-amz-target"] ?? "";
  const [prefix, name] = [target.slice(0, target.indexOf(".")), target.slice(target.indexOf(".") + 1)];
  const known = request.method === "POST" && prefix === service.prefix && Object.hasOwn(service.operations, name);
  const operation = known ? service.operations[name] : undefined;
  if (!operation) throw unknownOperation(target);
  return operation;
}

function bodyOf(request: WireRequest): unknown {
  if (request.body.length === 0) return {};
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    throw serializationError("the request body is not JSON");
  }
}

function answer(
  service: JsonService,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status,
    headers: {
      "content-type": `application/x-amz-json-${service.version}`,
      "x-amzn-requestid": requestId(),
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

function describe(error: z.ZodError): string {
  const first = error.issues[0];
  return first ? `${first.path.join(".") || "the input"}: ${first.message}` : "the input does not fit the operation";
}
