// `choose`, `when`, `given`: one Choice. When a read that a condition needs did not succeed, the first rule goes past
// all branches; that costs no state of its own.
import type { Choose } from "../record/items.ts";
import { asl, type ChoiceState, type Rule } from "./asl.ts";
import type { Emitter, States } from "./emitter.ts";
import { defaultExit, type Exit, type Fragment, ruleExit, unlinked } from "./fragment.ts";
import { printNode } from "./print.ts";
import { type At, carriedAssignments, namesAt } from "./scope.ts";
import { needs } from "./template.ts";

export function emitChoose(emitter: Emitter, choose: Choose, states: States, at: At): Fragment {
  const names = namesAt(at);
  const assign = carriedAssignments(at);
  const needed = [...new Set(choose.branches.flatMap((branch) => needs(branch.if, at.known, emitter.facts.tolerated)))];
  const rules: Rule[] = [];
  const exits: Exit[] = [];
  const add = (condition: string): Rule => {
    const rule: Rule = { Condition: asl(condition), Next: unlinked };
    if (Object.keys(assign).length > 0) rule.Assign = assign;
    rules.push(rule);
    return rule;
  };
  if (needed.length > 0) {
    exits.push(ruleExit(add(needed.map((step) => `${names.step(step)}.status != "succeeded"`).join(" or "))));
  }
  const state: ChoiceState = { Type: "Choice", Choices: rules, Default: unlinked };
  if (Object.keys(assign).length > 0) state.Assign = assign;
  states[choose.id] = state;
  const inside: At = { ...at, first: false, known: new Set([...at.known, ...needed]) };
  for (const branch of choose.branches) {
    const rule = add(printNode(branch.if, names));
    const fragment = emitter.block(branch.block, states, inside);
    if (fragment === null) exits.push(ruleExit(rule));
    else {
      rule.Next = fragment.entry;
      exits.push(...fragment.exits);
    }
  }
  const rest = emitter.block(choose.otherwise, states, inside);
  if (rest === null) exits.push(defaultExit(state));
  else {
    state.Default = rest.entry;
    exits.push(...rest.exits);
  }
  return { entry: choose.id, exits };
}
