// Answers the task that waits for a decision. Whether anything still waited is part of the answer.
import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { Decision } from "../../actions/kit/contract/index.ts";
import { awsClient } from "../../actions/kit/runtime/aws.ts";

export interface TaskAnswer {
  readonly decision: Decision;
  readonly approval: string;
  readonly by: string | null;
}

const waitsNoMore = new Set(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"]);

/** `gone`: the task no longer waits. `unsure`: nor does it, but an answer that was lost may have reached it before. */
export type Heard = "heard" | "gone" | "unsure";

/** Any other failure is thrown: the decision stands and is delivered again. */
export async function answerTask(token: string, answer: TaskAnswer): Promise<Heard> {
  try {
    await awsClient(SFNClient).send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) }));
    return "heard";
  } catch (error) {
    if (!(error instanceof Error && waitsNoMore.has(error.name))) throw error;
    return attemptsOf(error) > 1 ? "unsure" : "gone";
  }
}

const attemptsOf = (error: Error & { $metadata?: { attempts?: number } }): number => error.$metadata?.attempts ?? 1;
