// `unattended`: containment without a person, within a limit. A function of ours checks mode, limit and condition and
// writes the grants; over the limit, people are asked.
import type { Unattended } from "../record/items.ts";
import { answered, readsAnswered, tie } from "./approval.ts";
import { asl, type Catcher, type ChoiceState, type Rule, type TaskState } from "./asl.ts";
import type { Emitter, States } from "./emitter.ts";
import { catchExit, defaultExit, type Fragment, failed, ruleExit, unlinked } from "./fragment.ts";
import { planOf } from "./plan.ts";
import { printNode } from "./print.ts";
import { decisionChoice, question } from "./question.ts";
import { ownRetries } from "./retry.ts";
import { type At, namesAt } from "./scope.ts";
import { callOf } from "./task.ts";
import { literalTemplate } from "./template.ts";

/** Seconds within which Riposte's own function answers. */
const ownTimeout = 30;

export function emitUnattended(emitter: Emitter, item: Unattended, states: States, at: At): Fragment {
  const { id } = item;
  const here = answered(at);
  const names = namesAt(here);
  const plan = planOf(item.block, names);
  const variable = at.scope.nameOf(id);
  const rule: Rule = { Condition: asl(printNode(item.if, names)), Next: `${id} grant` };
  const holds: ChoiceState = { Type: "Choice", Choices: [rule], Default: unlinked };
  const entry = readsAnswered(id, at, states);
  states[id] = holds;

  at.scope.declare(id);
  const impossible = { [variable]: failed(id, "unattended") };
  const unchecked: Catcher = { ErrorEquals: ["States.ALL"], Assign: impossible, Next: unlinked };
  const granted = decisionChoice(variable, ["granted", "rehearsed"]);
  states[`${id} grant`] = grant(emitter, item, plan, variable, here, unchecked);
  states[`${id} decision`] = granted;

  const asked = question(emitter, `${id}-over-limit`, `${variable}_over`, item.overLimit, plan, here);
  asked.failed.Assign = impossible;
  const decided = decisionChoice(`${variable}_over`, ["approved", "rehearsed"]);
  asked.state.Next = `${id} over limit decision`;
  states[`${id} over limit`] = asked.state;
  states[asked.state.Next] = decided;
  granted.Choices.push({ Condition: asl(`$${variable} = "over-limit"`), Next: `${id} over limit` });

  const inside = emitter.block(item.block, states, { ...here, first: false });
  const exits = [
    ...tie(ruleExit(granted.Choices[0] as Rule), inside),
    defaultExit(holds),
    defaultExit(granted),
    defaultExit(decided),
    catchExit(unchecked),
    catchExit(asked.expired),
    catchExit(asked.failed),
  ];
  if (inside === null) return { entry, exits: [...exits, ruleExit(decided.Choices[0] as Rule)] };
  (decided.Choices[0] as Rule).Next = inside.entry;
  return { entry, exits };
}

const grant = (
  emitter: Emitter,
  item: Unattended,
  plan: string,
  variable: string,
  at: At,
  unchecked: Catcher,
): TaskState => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: {
    FunctionName: "${function:unattended}",
    Payload: {
      request: { reason: literalTemplate(item.reason), limit: item.limit, plan: asl(plan) },
      call: callOf(emitter.playbook, item.id, at),
    },
  },
  TimeoutSeconds: ownTimeout,
  Assign: { [variable]: asl("$states.result.Payload.decision") },
  Retry: ownRetries,
  Catch: [unchecked],
  Next: `${item.id} decision`,
});
