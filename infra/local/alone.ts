// Step Functions by itself: one loopback port for any AWS SDK client, functions called by the Lambda Invoke API wherever
// they run. Nothing of the product is loaded.
import { mkdirSync } from "node:fs";
import { createRemoteInvoke } from "./aws/lambda/remote-invoke.ts";
import { account, region } from "./aws/names.ts";
import { realClock } from "./clock.ts";
import { startServer } from "./server.ts";
import { createStepFunctions } from "./stepfunctions/index.ts";

export interface AloneOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** `http://127.0.0.1:9001`: what answers `POST /2015-03-31/functions/NAME/invocations`. */
  readonly lambdaEndpoint: string;
  /** Where machines and executions are kept; null keeps them in memory. */
  readonly dataDir: string | null;
  /** Told of what went wrong in the background. */
  readonly onError: (what: string) => void;
}

export interface Alone {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Milliseconds that a request under way may still take when the host stops. */
const grace = 500;

/** Carries on what a former process left and serves. @throws PortBusy, DataDirBusy */
export async function startAlone({ port, lambdaEndpoint, dataDir, onError }: AloneOptions): Promise<Alone> {
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clock = realClock();
  const lambda = createRemoteInvoke({ endpoint: lambdaEndpoint });
  const stepFunctions = createStepFunctions({
    ...{ dataDir, clock, region, account, invoke: lambda.invoke },
    // There is no event bus here: who wants to know asks DescribeExecution.
    onStatusChange: async () => {},
  });
  const end = async (): Promise<void> => {
    await stepFunctions.stop();
    clock.stop();
    await lambda.stop();
  };
  try {
    const server = await startServer({
      port,
      services: { states: stepFunctions.handle },
      onError: (error, { method, path }) => onError(`${method} ${path}: ${String(error)}`),
    });
    await stepFunctions.resume();
    return {
      origin: server.origin,
      async stop() {
        await server.close(grace);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
