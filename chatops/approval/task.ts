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

/** False when the task no longer waits. Any other failure is thrown: the decision stands and is delivered again. */
export async function answerTask(token: string, answer: TaskAnswer): Promise<boolean> {
  try {
    await awsClient(SFNClient).send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) }));
    return true;
  } catch (error) {
    if (error instanceof Error && waitsNoMore.has(error.name)) return false;
    throw error;
  }
}
