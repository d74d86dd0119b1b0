// Calls functions that run elsewhere, by the Lambda Invoke API: for `--lambda-endpoint URL`.
import { InvokeCommand, type InvokeCommandOutput, LambdaClient, LambdaServiceException } from "@aws-sdk/client-lambda";
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

export function createRemoteInvoke(options: { readonly endpoint: string }): RemoteInvoke {
  const client = new LambdaClient({
    endpoint: options.endpoint,
    region: process.env.AWS_REGION ?? region,
    maxAttempts: 1, // the state machine's Retry decides, as on AWS
    requestHandler: { requestTimeout: longestInvocation, throwOnRequestTimeout: true, connectionTimeout: 5_000 },
    // A local endpoint checks no signature; a real one is signed to with the caller's own credentials.
    ...(process.env.AWS_ACCESS_KEY_ID || process.env.AWS_PROFILE
      ? {}
      : { credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  });
  return {
    invoke: async (functionName, payload) => {
      try {
        return invocationOf(
          await client.send(
            new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(payload) ?? "null" }),
          ),
        );
      } catch (error) {
        return serviceFailure(error);
      }
    },
    stop: async () => client.destroy(),
  };
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
function serviceFailure(error: unknown): Invocation {
  if (error instanceof LambdaServiceException) {
    const unnamed = !/^[A-Z][A-Za-z]+$/.test(error.name);
    return failure(`Lambda.${unnamed ? "Unknown" : error.name}`, error.message);
  }
  return failure("Lambda.SdkClientException", error instanceof Error ? error.message : String(error));
}
