// From a playbook and its settings to a machine: record, check, schedule, emit. Pure: no disk, no clock, no SDK, and
// the same bytes every time.
import type { Playbook } from "../language/define-playbook.ts";
import { authorLine, RiposteError } from "../language/error.ts";
import { check, type Violation } from "./check/check.ts";
import type { Machine } from "./emit/asl.ts";
import { emit } from "./emit/emitter.ts";
import type { Recording } from "./record/items.ts";
import { record } from "./record/record.ts";

export type Compiled =
  | { readonly ok: true; readonly recording: Recording; readonly machine: Machine }
  | { readonly ok: false; readonly playbook: string; readonly violations: readonly Violation[] };

/**
 * Compiles a playbook.
 * @param given the playbook's settings as configured; defaults are filled by its own schema
 * @returns the machine with placeholders for function names, or every violation found
 */
export function compile(playbook: Playbook, given: Readonly<Record<string, unknown>>): Compiled {
  const refused = (violations: readonly Violation[]): Compiled => ({ ok: false, playbook: playbook.id, violations });
  const settings = playbook.settings.safeParse(given);
  if (!settings.success) {
    const issues: readonly { path: readonly PropertyKey[]; message: string }[] = settings.error.issues;
    return refused(
      issues.map((issue) => ({
        code: "R113",
        step: null,
        place: null,
        message: `the setting "${issue.path.join(".")}" of "${playbook.id}" is refused: ${issue.message}; set it in riposte.config.ts`,
      })),
    );
  }
  try {
    const recording = record(playbook, settings.data as Record<string, unknown>);
    const violations = check(recording);
    return violations.length > 0 ? refused(violations) : { ok: true, recording, machine: emit(recording) };
  } catch (error) {
    if (!(error instanceof RiposteError)) throw error;
    return refused([{ code: error.code, step: null, place: authorLine(error.stack ?? ""), message: error.message }]);
  }
}
