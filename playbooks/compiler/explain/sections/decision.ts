// Who decides, on what, until when, and what follows from each answer.
import { blockName, type DecisionSummary, type Summary } from "../summary.ts";
import { listed, span } from "../words.ts";
import { stepsInBlock } from "./order.ts";

export function decisionLines(summary: Summary): readonly string[] {
  if (summary.decisions.length === 0) return ["Nobody is asked."];
  return summary.decisions.flatMap((decision) => [
    `${decision.step}: ${whenAsked(decision)}the approvers ${decision.approvers}, within ${span(decision.timeoutSeconds)}.`,
    `  ${subjectInWords(decision)}`,
    ...irreversible(summary, decision),
    `  They see the plan, and as evidence: ${listed(decision.because) || "nothing"}.`,
    ...outcomes(summary, decision),
  ]);
}

const whenAsked = ({ unattended }: DecisionSummary): string => (unattended === null ? "" : "above its limit, ");

export const subjectInWords = ({ subject }: DecisionSummary): string =>
  subject === null
    ? "Nobody is named as the person concerned, so two people must approve."
    : `The person concerned, ${subject}, may not decide; where nobody known is concerned, two people must approve.`;

function irreversible({ containments }: Summary, { step }: DecisionSummary): readonly string[] {
  const final = containments.filter(({ power, undo }) => power === step && undo === null).map((one) => one.step);
  if (final.length === 0) return [];
  return [`  Two people must approve, because ${listed(final)} cannot be undone.`];
}

function outcomes(summary: Summary, { step, unattended }: DecisionSummary): readonly string[] {
  if (unattended !== null) return ["  Denied or expired: nothing is contained, and what stands below still runs."];
  const after = (branch: string): string => {
    const ids = stepsInBlock(summary, blockName({ step, branch }));
    return ids.length === 0 ? "nothing further" : listed(ids);
  };
  return [
    `  Approved: ${after("approved")}.`,
    `  Denied: ${after("denied")}.`,
    `  Expired: ${after("expired")}.`,
    "  In mode observe the plan is put on the case and nobody is asked.",
  ];
}
