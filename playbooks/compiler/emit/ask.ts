// `ask`: the person concerned answers yes, no, or not at all. What they say is evidence, and so is that they could not be
// asked: the silent branch is taken then too, but the outcome does not say that they were silent.
import type { Ask } from "../record/items.ts";
import { tie } from "./approval.ts";
import { asl, type Catcher, type Rule, type TaskState } from "./asl.ts";
import type { Emitter, States } from "./emitter.ts";
import { catchExit, defaultExit, type Fragment, failed, ruleExit, unlinked } from "./fragment.ts";
import { decisionChoice } from "./question.ts";
import { ownRetries } from "./retry.ts";
import { type At, carriedAssignments } from "./scope.ts";
import { callOf, inputOf } from "./task.ts";

const action = "chat.ask";

export function emitAsk(emitter: Emitter, ask: Ask, states: States, at: At): Fragment {
  const variable = at.scope.nameOf(ask.id);
  const outcome = (answer: string) => ({
    step: ask.id,
    action,
    status: "succeeded",
    output: { answer },
    error: null,
    simulated: false,
  });
  const silent: Catcher = {
    ErrorEquals: ["States.Timeout"],
    Assign: { ...carriedAssignments(at), [variable]: outcome("silent") },
    Next: unlinked,
  };
  const notAsked: Catcher = {
    ErrorEquals: ["States.ALL"],
    Assign: { ...carriedAssignments(at), [variable]: failed(ask.id, action) },
    Next: unlinked,
  };
  const state: TaskState = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: {
      FunctionName: "${function:ask}",
      Payload: {
        token: asl("$states.context.Task.Token"),
        request: {
          whom: inputOf(emitter, ask.whom, at),
          question: inputOf(emitter, ask.question, at),
          timeoutSeconds: ask.timeout,
        },
        call: callOf(emitter.playbook, ask.id, at),
      },
    },
    TimeoutSeconds: ask.timeout,
    Assign: { ...carriedAssignments(at), [variable]: outcome(asl("$states.result.answer")) },
    Retry: ownRetries,
    Catch: [silent, notAsked],
    Next: `${ask.id} answer`,
  };
  states[ask.id] = state;
  at.scope.declare(ask.id);
  const answer = decisionChoice(`${variable}.output.answer`, ["yes"]);
  const no: Rule = { Condition: asl(`$${variable}.output.answer = "no"`), Next: unlinked };
  answer.Choices.push(no);
  states[`${ask.id} answer`] = answer;
  const inside: At = { ...at, first: false };
  const quiet = emitter.block(ask.silent, states, inside);
  return {
    entry: ask.id,
    exits: [
      ...tie(ruleExit(answer.Choices[0] as Rule), emitter.block(ask.yes, states, inside)),
      ...tie(ruleExit(no), emitter.block(ask.no, states, inside)),
      ...tie(defaultExit(answer), quiet),
      ...[silent, notAsked].flatMap((catcher) =>
        tie(catchExit(catcher), quiet === null ? null : { entry: quiet.entry, exits: [] }),
      ),
    ],
  };
}
