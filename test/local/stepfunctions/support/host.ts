// A Step Functions host behind an HTTP server of its own, with functions given as plain code, and a client for it.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { Clock } from "../../../../infra/local/clock.ts";
import { realClock } from "../../../../infra/local/clock.ts";
import {
  createStepFunctions,
  type StatusChange,
  type StepFunctions,
} from "../../../../infra/local/stepfunctions/index.ts";
import type { Invocation, Invoke, WireHandler } from "../../../../infra/local/wire.ts";

export type LocalFunction = (event: never) => unknown;

/** Functions by name; what they throw is a failure by its `name`. */
export const invokeOf =
  (functions: Readonly<Record<string, LocalFunction>>): Invoke =>
  async (name, payload): Promise<Invocation> => {
    const run = functions[name.replace(/^arn:.*:function:/, "")];
    if (run === undefined) {
      const errorMessage = `Function not found: ${name}:$LATEST`;
      return { ok: false, errorType: "Lambda.ResourceNotFoundException", errorMessage, trace: [] };
    }
    try {
      return { ok: true, payload: await run(payload as never) };
    } catch (error) {
      const { name: errorType, message } = error as Error;
      return { ok: false, errorType, errorMessage: message, trace: [] };
    }
  };

export interface HostOptions {
  readonly dataDir?: string | null;
  readonly clock?: Clock;
  readonly functions?: Readonly<Record<string, LocalFunction>>;
  readonly onStatusChange?: (event: StatusChange) => Promise<void>;
  readonly mayInvoke?: (roleArn: string, functionName: string) => boolean;
  readonly jitter?: () => number;
}

export interface Host {
  readonly stepFunctions: StepFunctions;
  readonly client: SFNClient;
  readonly url: string;
  stop(): Promise<void>;
}

export async function startHost(options: HostOptions = {}): Promise<Host> {
  const {
    dataDir = null,
    clock = realClock(),
    functions = {},
    onStatusChange = async () => undefined,
    ...rest
  } = options;
  const stepFunctions = createStepFunctions({
    ...{ dataDir, clock, onStatusChange, ...rest },
    ...{ region: "us-east-1", account: "000000000000", invoke: invokeOf(functions) },
  });
  await stepFunctions.resume();
  const server = serve(stepFunctions.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = clientOf(url);
  return {
    ...{ stepFunctions, client, url },
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stepFunctions.stop();
    },
  };
}

export const clientOf = (endpoint: string): SFNClient =>
  new SFNClient({
    ...{ endpoint, region: "us-east-1", maxAttempts: 1 },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });

function serve(handle: WireHandler): Server {
  return createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const answer = await handle({
      method: request.method ?? "",
      path: request.url ?? "/",
      query: new URLSearchParams(),
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(body),
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
}

export const role = "arn:aws:iam::000000000000:role/machine";
