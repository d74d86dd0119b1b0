// What a playbook may contain: first what needs no person, then what somebody approves.
import type { Containment, Summary } from "../summary.ts";
import { listed, span } from "../words.ts";

export function containmentLines({ containments, decisions }: Summary): readonly string[] {
  const unattended = decisions.filter((decision) => decision.unattended !== null);
  const first =
    unattended.length === 0
      ? [containments.length === 0 ? "Nothing." : "Nothing without a person."]
      : unattended.flatMap((decision) => [
          `WITHOUT A PERSON, in mode act, at most ${decision.unattended?.limit} an hour (${decision.step}):`,
          `  Because: ${decision.unattended?.reason}`,
          `  If ${decision.unattended?.if}.`,
          ...linesOf(containments, decision.step),
        ]);
  const approved = decisions.filter((decision) => decision.unattended === null);
  return [...first, ...approved.flatMap(({ step }) => [`After the approval ${step}:`, ...linesOf(containments, step)])];
}

const linesOf = (containments: readonly Containment[], power: string): readonly string[] =>
  containments.filter((containment) => containment.power === power).flatMap((containment) => lines(containment));

function lines(containment: Containment): readonly string[] {
  const { step, action, title, each, onlyIf, expirySeconds, perHour, verification } = containment;
  return [
    `  - ${step}: ${title} (${action}).`,
    `      Target: ${targetInWords(containment)}.`,
    ...(each.length === 0 ? [] : [`      Once for every item of ${listed(each)}, one at a time.`]),
    ...(onlyIf.length === 0 ? [] : [`      Only if ${listed(onlyIf)}.`]),
    `      Undo: ${undoInWords(containment)}.`,
    `      Ends: ${expirySeconds === null ? "only when somebody undoes it" : `by itself after ${span(expirySeconds)}`}.`,
    `      Limit: ${perHour} an hour for one account; above that, people are asked again.`,
    `      Verified by: ${verification}.`,
  ];
}

export const targetInWords = ({ target }: Containment): string =>
  Object.entries(target)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ") || "none named";

export const undoInWords = ({ undo, noUndo }: Containment): string =>
  undo === null ? `none, because ${noUndo}` : `${undo.title} (${undo.action})`;
