// `approval`: nobody is asked before the reads above have answered; anything but a clear yes is a no; silence is a
// branch of its own.
import type { Approval } from "../record/items.ts";
import { asl, type ChoiceState, type Rule } from "./asl.ts";
import type { Emitter, States } from "./emitter.ts";
import { catchExit, defaultExit, type Exit, type Fragment, ruleExit, unlinked } from "./fragment.ts";
import { planOf } from "./plan.ts";
import { printLiteral } from "./print.ts";
import { decisionChoice, question } from "./question.ts";
import { type At, namesAt } from "./scope.ts";

export function emitApproval(emitter: Emitter, approval: Approval, states: States, at: At): Fragment {
  const { id, request } = approval;
  const entry = readsAnswered(id, at, states);
  const here = answered(at);
  const variable = at.scope.nameOf(id);
  const asked = question(emitter, id, variable, request, planOf(approval.approved, namesAt(here)), here);
  states[id] = asked.state;

  const decided = decisionChoice(variable, ["approved", "rehearsed"]);
  const notAsked: Rule = { Condition: asl(`$${variable} = "not-asked"`), Next: unlinked };
  decided.Choices.push(notAsked);
  asked.state.Next = `${id} decision`;
  states[asked.state.Next] = decided;

  const inside: At = { ...here, first: false };
  const exits = [
    ruleExit(notAsked),
    ...tie(ruleExit(decided.Choices[0] as Rule), emitter.block(approval.approved, states, inside)),
    ...tie(defaultExit(decided), emitter.block(approval.denied, states, inside)),
    ...tie(catchExit(asked.expired), emitter.block(approval.expired, states, inside)),
  ];
  asked.failed.Next = notPossible(id, states);
  return { entry, exits };
}

/** Ties an exit to a block and gives the block's exits; an empty block leaves the exit loose. */
export function tie(exit: Exit, fragment: Fragment | null): readonly Exit[] {
  if (fragment === null) return [exit];
  exit.to(fragment.entry);
  return fragment.exits;
}

/** After the check: every read above has answered. */
export const answered = (at: At): At => ({ ...at, known: new Set([...at.known, ...at.ran]) });

/** A choice before the question, where a read above may not have answered: it ends the execution. Gives the entry. */
export function readsAnswered(id: string, at: At, states: States): string {
  const open = [...at.ran].filter((step) => !at.known.has(step));
  if (open.length === 0) return id;
  const names = namesAt(at);
  const missing = open
    .map((step) => `(${names.step(step)}.status != "succeeded" ? ${printLiteral(step)} : [])`)
    .join(", ");
  const stop = `${id} not asked`;
  const state: ChoiceState = {
    Type: "Choice",
    Choices: [{ Condition: asl(`$count([${missing}]) > 0`), Next: stop }],
    Default: id,
  };
  states[`${id} ready`] = state;
  states[stop] = {
    Type: "Fail",
    Error: "ReadFailed",
    Cause: asl(`"no answer from " & $join([${missing}], ", ") & ", so nothing was proposed and nothing contained"`),
  };
  return `${id} ready`;
}

/** A question that could not be asked fails the execution: nothing is contained. */
function notPossible(id: string, states: States): string {
  const name = `${id} failed`;
  states[name] = {
    Type: "Fail",
    Error: "ApprovalFailed",
    Cause: asl(`"${id} could not be asked: " & $string($states.input.Cause)`),
  };
  return name;
}
