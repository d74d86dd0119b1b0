// A question to people as states: one task that waits for its token, and the choice on its answer. Only the exact words
// for yes go on to contain.
import type { ApprovalRequest } from "../record/items.ts";
import { asl, type Catcher, type ChoiceState, type TaskState } from "./asl.ts";
import type { Emitter } from "./emitter.ts";
import { unlinked } from "./fragment.ts";
import { ownRetries } from "./retry.ts";
import type { At } from "./scope.ts";
import { callOf, inputOf } from "./task.ts";
import { literalTemplate } from "./template.ts";

export interface Question {
  readonly state: TaskState;
  /** Nobody answered in time. */
  readonly expired: Catcher;
  /** The question could not be asked. */
  readonly failed: Catcher;
}

/**
 * The task that asks a group of approvers about a plan.
 * @param step the id under which the question is stored
 * @param variable the variable, without `$`, that receives the answer
 */
export function question(
  emitter: Emitter,
  step: string,
  variable: string,
  request: ApprovalRequest,
  plan: string,
  at: At,
): Question {
  const expired: Catcher = { ErrorEquals: ["States.Timeout"], Next: unlinked };
  const failed: Catcher = { ErrorEquals: ["States.ALL"], Next: unlinked };
  const state: TaskState = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: {
      FunctionName: "${function:approval}",
      Payload: {
        kind: "request",
        token: asl("$states.context.Task.Token"),
        request: {
          because: request.because.map((node) => inputOf(emitter, node, at)),
          subject: inputOf(emitter, request.subject, at),
          approvers: literalTemplate(request.approvers),
          plan: asl(plan),
          timeoutSeconds: request.timeout,
        },
        call: callOf(emitter.playbook, step, at),
      },
    },
    TimeoutSeconds: request.timeout,
    Assign: { [variable]: asl("$states.result.decision") },
    Output: asl("$states.input"),
    Retry: ownRetries,
    Catch: [expired, failed],
  };
  return { state, expired, failed };
}

/** The choice on a decision: a dry run goes through the approved branch too, without grants. */
export const decisionChoice = (variable: string, words: readonly string[]): ChoiceState => ({
  Type: "Choice",
  Choices: [{ Condition: asl(words.map((word) => `$${variable} = "${word}"`).join(" or ")), Next: unlinked }],
  Default: unlinked,
});
