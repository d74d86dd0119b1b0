// Calls functions that run elsewhere, by the Lambda Invoke API: for `--lambda-endpoint URL`.
import type { InvokeCommandOutput, LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import type { Invocation, Invoke } from "../../wire.ts";
import { region } from "../names.ts";
import { failure } from "./failure.ts";

export interface RemoteInvoke {
  readonly invoke: Invoke;
  stop(): Promise<void>;
}

const errorPayload = z.object({
  errorType: z.string().default("Error"),
  errorMessage: z.string().default(""),
  trace: z.array(z.string()).default([]),
});
// The longest a function may take, and a little for the way back.
const longestInvocation = 910_000;

export function createRemoteInvoke({ endpoint }: { readonly endpoint: string }): RemoteInvoke {
  // Loaded by the hosts that need it only: it costs a good part of the time a host takes to be ready.
  let connection: Promise<{ readonly sdk: Sdk; readonly client: LambdaClient }> | undefined;
  const connect = async (): Promise<{ readonly sdk: Sdk; readonly client: LambdaClient }> => {
    const sdk = await import("@aws-sdk/client-lambda");
    return { sdk, client: clientFor(sdk, endpoint) };
  };
  return {
    invoke: async (functionName, payload) => {
      connection ??= connect();
      const { sdk, client } = await connection;
      try {
        const command = new sdk.InvokeCommand({
          FunctionName: functionName,
          Payload: JSON.stringify(payload) ?? "null",
        });
        return invocationOf(await client.send(command));
      } catch (error) {
        return serviceFailure(sdk, error);
      }
    },
    stop: async () => (await connection)?.client.destroy(),
  };
}

type Sdk = typeof import("@aws-sdk/client-lambda");

function clientFor(sdk: Sdk, endpoint: string): LambdaClient {
  const own = process.env.AWS_ACCESS_KEY_ID || process.env.AWS_PROFILE;
  return new sdk.LambdaClient({
    endpoint,
    region: process.env.AWS_REGION ?? region,
    maxAttempts: 1, // the state machine's Retry decides, as on AWS
    requestHandler: { requestTimeout: longestInvocation, throwOnRequestTimeout: true, connectionTimeout: 5_000 },
    // A local endpoint checks no signature; requests to a real one are signed with the caller's own credentials.
    ...(own ? {} : { credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  });
}

function invocationOf(output: InvokeCommandOutput): Invocation {
  const text = Buffer.from(output.Payload ?? []).toString("utf8");
  const payload = parsed(text);
  if (payload === undefined)
    return failure("Lambda.SdkClientException", "the Lambda endpoint answered with something that is not JSON");
  if (output.FunctionError === undefined) return { ok: true, payload: payload.value };
  const reported = errorPayload.safeParse(payload.value);
  return reported.success ? { ok: false, ...reported.data } : failure("Error", text.slice(0, 1_000));
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: text === "" ? null : JSON.parse(text) };
  } catch {
    return undefined;
  }
}

// Step Functions prefixes Lambda's own errors so, and calls an unreachable endpoint a client exception.
function serviceFailure(sdk: Sdk, error: unknown): Invocation {
  if (error instanceof sdk.LambdaServiceException) {
    const unnamed = !/^[A-Z][A-Za-z]+$/.test(error.name);
    return failure(`Lambda.${unnamed ? "Unknown" : error.name}`, error.message);
  }
  return failure("Lambda.SdkClientException", error instanceof Error ? error.message : String(error));
}
