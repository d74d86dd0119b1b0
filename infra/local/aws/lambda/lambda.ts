// Lambda on this host: a registry of functions that run in this process, called in process or by the Invoke API.
import type { Clock } from "../../clock.ts";
import type { Invocation, Invoke, WireHandler } from "../../wire.ts";
import { arnOf } from "../names.ts";
import { createEventQueue } from "./event-queue.ts";
import { failure, functionNotFound } from "./failure.ts";
import { type FunctionDefinition, functionNameOf } from "./function.ts";
import { invokeHandler } from "./invoke-api.ts";
import { createRunner, payloadLimit } from "./runner.ts";

export interface LambdaOptions {
  readonly clock: Clock;
  /** Where accepted asynchronous invocations are kept; null keeps them in memory. */
  readonly dataDir: string | null;
  readonly functions?: readonly FunctionDefinition[];
  /** Told of asynchronous invocations that failed for the last time. */
  readonly onDropped?: (functionName: string, invocation: Invocation) => void;
  /** Told when an accepted asynchronous invocation could not be read or written on disk. */
  readonly onError?: (error: unknown) => void;
}

export interface Lambda {
  readonly handle: WireHandler;
  readonly invoke: Invoke;
  /** Adds a function, or replaces the one of that name. */
  register(definition: FunctionDefinition): void;
  /** Invocations under way are answered with the runtime's exit; accepted events stay on disk. */
  stop(): Promise<void>;
}

export function createLambda(options: LambdaOptions): Lambda {
  const runner = createRunner(options.clock);
  for (const definition of options.functions ?? []) runner.register(definition);
  const runByName = async (reference: string, payload: string, requestId?: string): Promise<Invocation> => {
    const definition = runner.find(reference);
    return definition
      ? runner.run(definition, payload, requestId)
      : functionNotFound(arnOf.function(functionNameOf(reference) ?? reference));
  };
  const events = createEventQueue({
    dataDir: options.dataDir,
    clock: options.clock,
    run: runByName,
    onError: (error) => options.onError?.(error),
    onDropped: (functionName, invocation) => options.onDropped?.(functionName, invocation),
  });
  return {
    handle: invokeHandler(runner, events),
    invoke: async (functionName, payload) => {
      const text = jsonOf(payload);
      return typeof text === "string" ? runByName(functionName, text) : text;
    },
    register: runner.register,
    stop: async () => {
      events.stop();
      runner.stop();
    },
  };
}

/** The payload as it would go over the wire, or why it cannot. */
function jsonOf(payload: unknown): string | Invocation {
  let text: string;
  try {
    text = JSON.stringify(payload) ?? "null";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure("Lambda.InvalidRequestContentException", `Could not parse request body into json: ${reason}`);
  }
  if (Buffer.byteLength(text) <= payloadLimit) return text;
  return failure(
    "Lambda.RequestTooLargeException",
    `Request must be smaller than ${payloadLimit} bytes for the InvokeFunction operation`,
  );
}
