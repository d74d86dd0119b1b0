// A read as evidence. An attempt is evidence by itself; a read is what it answered, so its outcome is asked for.
import type { Evidence } from "../../actions/kit/contract/index.ts";
import { RiposteError } from "./error.ts";
import type { Expression } from "./expression.ts";
import { computed, nodeOf } from "./reference.ts";

/**
 * The outcome of a `read` or `record`: what it answered, or why it did not.
 * @example record("evidence", cases.addEvidence, { sections: [evidenceOf(who), abuse] });
 */
export function evidenceOf(step: Expression<unknown>): Expression<Evidence> {
  const node = nodeOf(step);
  const whole =
    node?.kind === "path" && node.source.kind === "step" && node.fields.every((field) => field === "output");
  if (!whole || node.fields.length > 1) {
    throw new RiposteError("R107", "evidenceOf takes what a read or a record gave, whole: write evidenceOf(who)");
  }
  return computed(Object.freeze({ ...node, fields: Object.freeze([]), absent: false })) as Expression<Evidence>;
}
