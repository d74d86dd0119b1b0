// One call of one action: `read`, `attempt`, `record`, `contain`. A failure becomes an outcome and the next item runs.
import type { Node } from "../../language/node.ts";
import type { Task } from "../record/items.ts";
import { asl, type Catcher, type TaskState, type Template } from "./asl.ts";
import { withDefaults } from "./defaults.ts";
import type { Emitter, States } from "./emitter.ts";
import { catchExit, type Fragment, failed, mainExit, succeeded, unlinked } from "./fragment.ts";
import { limitReached } from "./limit.ts";
import { retriesOf } from "./retry.ts";
import { type At, carriedAssignments, indexAt, namesAt } from "./scope.ts";
import { templateOf } from "./template.ts";

/** Seconds that Step Functions waits beyond a function's own limit, so that the function's own error arrives. */
const grace = 5;

export function emitTask(emitter: Emitter, task: Task, states: States, at: At): Fragment {
  const { facts } = emitter;
  const action = task.action.id;
  const caught: Catcher = { ErrorEquals: ["States.ALL"], Next: unlinked };
  if (facts.wanted.has(task.id))
    caught.Assign = { ...carriedAssignments(at), [at.scope.nameOf(task.id)]: failed(task.id, action) };
  const state: TaskState = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: {
      FunctionName: `\${function:${action}}`,
      Payload: {
        input: inputOf(emitter, withDefaults(task.action, task.input), at),
        call: callOf(emitter.playbook, task.id, at),
      },
    },
    TimeoutSeconds: Math.ceil(task.action.limits.timeout) + grace,
    Retry: retriesOf(task.action),
    Catch: [caught],
  };
  states[task.id] = state;
  at.scope.declare(task.id);
  const own = new Map([[task.id, succeeded(task.id, action, facts.outputs.has(task.id))]]);
  const exits = [mainExit(state, own, (outcomes) => emitter.assignments(outcomes, at)), catchExit(caught)];
  if (task.word !== "contain") return { entry: task.id, exits };
  return { entry: task.id, exits: [...exits, ...limitReached(emitter, task, state, states, at)] };
}

export const inputOf = (emitter: Emitter, node: Node, at: At): Template =>
  templateOf(node, namesAt(at), at.known, emitter.facts.tolerated);

/** What travels with every call. `execution/step/item` is the key of a write. */
export function callOf(playbook: string, step: string, at: At): Template {
  const index = indexAt(at);
  return {
    execution: asl("$states.context.Execution.Name"),
    playbook,
    version: "${version}",
    step,
    item: index === null ? null : asl(index),
    case: asl("$states.context.Execution.Input.run.case"),
    mode: asl("$states.context.Execution.Input.run.mode"),
  };
}
