// Calls another function of Riposte and waits for its answer, not longer than Slack waits for ours.
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { awsClient } from "../actions/kit/runtime/aws.ts";

/** Milliseconds; Slack gives up after 3,000. */
export const patience = 2_200;

/** The function did not answer, or not in time: whether it did its work is not known. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The function answered that it failed. */
export class FunctionFailed extends Error {
  override readonly name = "FunctionFailed";
}

const failure = z.object({ errorMessage: z.string() });

export async function invoke<Shape extends z.ZodType>(
  name: string,
  event: object,
  shape: Shape,
): Promise<z.output<Shape>> {
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
  const options = { abortSignal: AbortSignal.timeout(patience) };
  const answer = await awsClient(LambdaClient)
    .send(command, options)
    .catch((error: unknown) => {
      throw new NoAnswer(`${name} did not answer: ${error instanceof Error ? error.name : "unknown"}`);
    });
  const payload: unknown = JSON.parse(new TextDecoder().decode(answer.Payload));
  if (answer.FunctionError === undefined) return shape.parse(payload);
  throw new FunctionFailed(`${name} failed: ${failure.safeParse(payload).data?.errorMessage ?? answer.FunctionError}`);
}
