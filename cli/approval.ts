// The approval function as the shell asks it: decisions, stops. What it refuses is said, and ends with exit code 1.
import * as z from "zod";
import { Stop } from "./stop.ts";

const answerShape = z.object({ ok: z.boolean(), message: z.string() });
export type ApprovalAnswer = z.infer<typeof answerShape>;

export function showAnswer(answer: ApprovalAnswer, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else if (answer.ok) process.stdout.write(`${answer.message}\n`);
  if (!answer.ok && !json) throw new Stop(1, answer.message);
  process.exitCode = answer.ok ? 0 : 1;
}

export async function askApproval(event: object, endpoint: string | undefined): Promise<ApprovalAnswer> {
  const local = {
    endpoint: endpoint ?? "",
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const { InvokeCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  const lambda = new LambdaClient({ maxAttempts: 2, ...(endpoint === undefined ? {} : local) });
  try {
    const response = await lambda.send(
      new InvokeCommand({ FunctionName: "riposte-approval", Payload: JSON.stringify(event) }),
    );
    const payload: unknown = JSON.parse(new TextDecoder().decode(response.Payload));
    if (response.FunctionError === undefined) return answerShape.parse(payload);
    throw new Stop(
      1,
      `the approval function failed: ${z.object({ errorMessage: z.string() }).parse(payload).errorMessage}`,
    );
  } catch (error) {
    if (error instanceof Stop) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Stop(
      1,
      `the approval function could not be reached (${reason}); for the local host pass --endpoint with the origin it printed`,
    );
  }
}
