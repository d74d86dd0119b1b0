// Pass two: every rule looks at the recording. None can be switched off.
import type { Recording } from "../record/items.ts";
import { uniqueIds } from "./rules/unique-ids.ts";
import type { Rule, Violation } from "./violation.ts";

export type { Violation } from "./violation.ts";

export const rules: readonly Rule[] = [uniqueIds];

/** Every violation of a playbook, in the order of the rules. */
export const check = (recording: Recording): readonly Violation[] => rules.flatMap((rule) => rule(recording));
