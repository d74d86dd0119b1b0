// Runs functions in this process. One invocation: the event as JSON, the handler, its result as JSON, or the failure; at the
// deadline Lambda's timeout error, whatever the handler still does.
import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../../clock.ts";
import type { Invocation } from "../../wire.ts";
import { arnOf } from "../names.ts";
import * as failures from "./failure.ts";
import { type FunctionContext, type FunctionDefinition, type FunctionHandler, functionNameOf } from "./function.ts";

/** AWS's limit for the payload of a synchronous invocation, either way. */
export const payloadLimit = 6 * 1024 * 1024;
const resultLimit = 6_291_556;

export interface Runner {
  register(definition: FunctionDefinition): void;
  find(reference: string): FunctionDefinition | undefined;
  /** Never rejects. `event` is the payload's JSON text. */
  run(definition: FunctionDefinition, event: string, requestId?: string): Promise<Invocation>;
  /** Answers every invocation under way with the runtime's exit, and every later one too. */
  stop(): void;
}

export function createRunner(clock: Clock): Runner {
  const definitions = new Map<string, FunctionDefinition>();
  const handlers = new Map<string, Promise<FunctionHandler>>();
  const underWay = new Set<() => void>();
  let stopped = false;

  const load = (definition: FunctionDefinition): Promise<FunctionHandler> => {
    const known = handlers.get(definition.name);
    if (known) return known;
    const loading = definition.load();
    handlers.set(definition.name, loading);
    loading.catch(() => handlers.delete(definition.name)); // the next invocation tries again, as a new sandbox would
    return loading;
  };

  return {
    register: (definition) => {
      definitions.set(definition.name, definition);
      handlers.delete(definition.name);
    },
    find: (reference) => definitions.get(functionNameOf(reference) ?? ""),
    run: (definition, event, requestId = randomUUID()) =>
      new Promise((resolve) => {
        if (stopped) return resolve(failures.exited(requestId));
        const deadline = clock.now() + definition.timeoutSeconds * 1_000;
        let timer: Timer | undefined;
        const settle = (invocation: Invocation): void => {
          timer?.cancel();
          underWay.delete(exit);
          resolve(invocation);
        };
        const exit = (): void => settle(failures.exited(requestId));
        underWay.add(exit);
        timer = clock.at(deadline, () => settle(failures.timedOut(requestId, definition.timeoutSeconds)));
        const context = contextOf(definition, requestId, () => Math.max(0, deadline - clock.now()));
        void call(() => load(definition), definition.name, event, context).then(settle);
      }),
    stop: () => {
      stopped = true;
      for (const exit of [...underWay]) exit();
    },
  };
}

async function call(
  load: () => Promise<FunctionHandler>,
  name: string,
  event: string,
  context: FunctionContext,
): Promise<Invocation> {
  let handler: FunctionHandler;
  try {
    handler = await load();
  } catch (error) {
    return failures.loadFailureOf(error);
  }
  if (typeof handler !== "function") return failures.notAHandler(name);
  if (handler.length >= 3) return failures.callbackHandler();
  try {
    return marshalled(await handler(JSON.parse(event), context));
  } catch (error) {
    return failures.failureOf(error);
  }
}

/** The result as the caller will read it: through JSON, `undefined` as null. */
function marshalled(result: unknown): Invocation {
  let text: string;
  try {
    text = JSON.stringify(result) ?? "null";
  } catch (error) {
    return failures.marshalError(error instanceof Error ? error.message : String(error));
  }
  if (Buffer.byteLength(text) > resultLimit) return failures.resultTooLarge(resultLimit);
  return { ok: true, payload: JSON.parse(text) };
}

function contextOf({ name }: FunctionDefinition, awsRequestId: string, remaining: () => number): FunctionContext {
  return {
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: arnOf.function(name),
    memoryLimitInMB: "1024",
    awsRequestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local/[$LATEST]",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: remaining,
  };
}
