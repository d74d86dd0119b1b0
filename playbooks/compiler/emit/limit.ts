// The stop of a containment that has reached its blast radius: people are asked about this one call, and it is made
// again when they allow it. A refusal is a failed outcome, and the next item still runs.
import type { Task } from "../record/items.ts";
import { type Assignments, asl, type Rule, type TaskState } from "./asl.ts";
import type { Emitter, States } from "./emitter.ts";
import { catchExit, defaultExit, type Exit } from "./fragment.ts";
import { planOfTask } from "./plan.ts";
import { decisionChoice, question } from "./question.ts";
import { type At, carriedAssignments, indexAt, namesAt } from "./scope.ts";

/** Adds the stop to a `contain` and gives the exits of those who were refused. */
export function limitReached(emitter: Emitter, task: Task, state: TaskState, states: States, at: At): readonly Exit[] {
  const request = task.power === null ? undefined : emitter.facts.requests.get(task.power);
  if (request === undefined) return [];
  const name = `${task.id} limit`;
  state.Catch.unshift({ ErrorEquals: ["BlastRadiusReached"], Output: asl("$states.input"), Next: name });
  const variable = `${at.scope.nameOf(task.id)}_limit`;
  const asked = question(
    emitter,
    `${task.id}-limit`,
    variable,
    request,
    planOfTask(task, namesAt(at), indexAt(at)),
    at,
  );
  const decided = decisionChoice(variable, ["approved"]);
  asked.state.Next = `${name} decision`;
  states[name] = asked.state;
  states[asked.state.Next] = decided;
  (decided.Choices[0] as Rule).Next = task.id;

  const refused: Assignments = {
    ...carriedAssignments(at),
    [at.scope.nameOf(task.id)]: {
      step: task.id,
      action: task.action.id,
      status: "failed",
      output: null,
      error: { name: "BlastRadiusReached", cause: "the limit was reached and nobody allowed more" },
      simulated: false,
    },
  };
  decided.Assign = refused;
  for (const catcher of [asked.expired, asked.failed]) catcher.Assign = refused;
  return [defaultExit(decided), catchExit(asked.expired), catchExit(asked.failed)];
}
