// What a failure does: which steps the playbook goes on without, and what it does not do then.
import type { Summary } from "../summary.ts";
import { listed } from "../words.ts";

export function failureLines({ steps, decisions }: Summary): readonly string[] {
  const ids = (word: string): readonly string[] => steps.filter((step) => step.word === word).map(({ id }) => id);
  const [attempts, reads, records, contains] = ["attempt", "read", "record", "contain"].map(ids) as [
    readonly string[],
    readonly string[],
    readonly string[],
    readonly string[],
  ];
  return [
    ...(attempts.length === 0
      ? []
      : [`The playbook goes on without ${listed(attempts)}; a missing answer is kept as evidence.`]),
    ...(reads.length === 0
      ? []
      : [
          `Without an answer from ${listed(reads, "or")}, what needs it is skipped${decisions.length === 0 ? "" : ", nothing is proposed and nothing contained"}, and the execution fails.`,
        ]),
    ...(records.length === 0
      ? []
      : [`When ${listed(records, "or")} fails, everything else still runs, and the execution fails at its end.`]),
    ...(contains.length === 0
      ? []
      : [`When ${listed(contains, "or")} fails, the next containment still runs, and the execution fails at its end.`]),
  ];
}
