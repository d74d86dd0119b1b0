// Containment is stopped, at once and for running executions too, or allowed again. Every responder may stop; only an
// approver may resume. Both are in the journal, refusals included.
import { inertLine, type Settings } from "../../actions/kit/contract/index.ts";
import { addToJournal } from "../../actions/kit/runtime/case-store/journal.ts";
import { liftStop, putStop } from "../../actions/kit/runtime/case-store/stops.ts";
import { missingRole } from "../people/roles.ts";
import type { StopEvent } from "./event.ts";

export interface StopAnswer {
  readonly ok: boolean;
  /** A sentence for the person who asked. */
  readonly message: string;
}

export async function stopOrResume(event: StopEvent, settings: Settings, now: Date): Promise<StopAnswer> {
  const { kind, playbook, via } = event;
  const by = inertLine(event.person);
  const what = playbook === null ? "all containment" : `the containment of ${inertLine(playbook)}`;
  const refusal = refusalOf(event, settings);
  if (refusal !== null) {
    await addToJournal({ by, text: `tried to ${kind} ${what} through ${via}, refused: ${refusal}` }, now);
    return { ok: false, message: refusal };
  }
  const change = { playbook, by, at: now.toISOString() };
  const changed = kind === "stop" ? await putStop(change) : await liftStop(change);
  const message = changed ? done[kind](what) : already[kind](what);
  if (changed) await addToJournal({ by, text: `${message}, through ${via}` }, now);
  return { ok: changed, message };
}

const done: Readonly<Record<StopEvent["kind"], (what: string) => string>> = {
  stop: (what) => `${what} is stopped, running executions included`,
  resume: (what) => `${what} is allowed again; what was refused meanwhile is not made up for`,
};
const already: typeof done = {
  stop: (what) => `${what} is stopped already; nothing changed`,
  resume: (what) => `${what} is not stopped; nothing changed`,
};

function refusalOf({ kind, playbook, person }: StopEvent, { people, playbooks }: Settings): string | null {
  const known = people.find(({ id }) => id === person);
  if (known === undefined) return `${inertLine(person)} is not a person in the configuration`;
  const missing = missingRole(known, kind);
  if (missing !== null) return missing;
  if (playbook === null || playbooks.some(({ id }) => id === playbook)) return null;
  return `there is no playbook ${inertLine(playbook)}; there are ${playbooks.map(({ id }) => id).join(", ")}`;
}
