// The playbooks that a command was asked for, by their ids.
import type { CompiledLibrary, CompiledPlaybook } from "../playbooks/compiler/library.ts";
import { soundLibrary } from "./project.ts";
import { Stop } from "./stop.ts";

/** Those named, or all when none is; a stop when the library does not compile, or has no playbook of a name. */
export function chosenPlaybooks(names: readonly string[]): readonly CompiledPlaybook[] {
  const { playbooks } = soundLibrary();
  refuseUnknown(
    names,
    playbooks.map(({ recording }) => recording.id),
  );
  return playbooks.filter(({ recording }) => names.length === 0 || names.includes(recording.id));
}

/** Stops at the first name that is not among the known ones. */
export function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Stop(2, `there is no playbook "${unknown}"; there are ${known.toSorted().join(", ")}`);
}

/** Every id of a library, refused playbooks included. */
export const idsOf = ({ playbooks, refused }: CompiledLibrary): readonly string[] =>
  [...playbooks.map(({ recording }) => recording.id), ...refused.map(({ playbook }) => playbook)].toSorted();
