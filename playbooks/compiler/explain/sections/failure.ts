// What a failure does: which steps the playbook goes on without, and what it does not do then.
import type { Summary, SummaryStep } from "../summary.ts";
import { listed } from "../words.ts";

export function failureLines(summary: Summary): readonly string[] {
  return [
    ...about(
      summary,
      "attempt",
      (ids) => `The playbook goes on without ${listed(ids)}; a missing answer is kept as evidence.`,
    ),
    ...about(
      summary,
      "read",
      (ids) => `Without an answer from ${listed(ids, "or")}, what needs it is skipped, and the execution fails.`,
    ),
    ...notAsked(summary),
    ...about(
      summary,
      "record",
      (ids) => `When ${listed(ids, "or")} fails, everything else still runs, and the execution fails at its end.`,
    ),
    ...about(
      summary,
      "contain",
      (ids) => `When ${listed(ids, "or")} fails, the next containment still runs, and the execution fails at its end.`,
    ),
  ];
}

function about(
  { steps }: Summary,
  word: SummaryStep["word"],
  say: (ids: readonly string[]) => string,
): readonly string[] {
  const ids = steps.filter((step) => step.word === word).map(({ id }) => id);
  return ids.length === 0 ? [] : [say(ids)];
}

/** Nobody is asked while a read above has no answer. */
function notAsked({ steps, decisions }: Summary): readonly string[] {
  return decisions.flatMap(({ step }) => {
    const at = steps.findIndex(({ id }) => id === step);
    const reads = steps.slice(0, at).filter((read) => read.word === "read" && encloses(read, steps[at] as SummaryStep));
    if (reads.length === 0) return [];
    return [
      `Without an answer from ${listed(
        reads.map(({ id }) => id),
        "or",
      )}, ${step} is not asked and nothing of it contained.`,
    ];
  });
}

/** Whether a step's block holds, perhaps further in, another step. */
const encloses = (outer: SummaryStep, inner: SummaryStep): boolean =>
  outer.within.every(({ step, branch }, at) => inner.within[at]?.step === step && inner.within[at]?.branch === branch);
