// A whole library at once: every playbook with its configured settings, and the settings file that functions read.
import { type Configuration, type PlaybookSettings, playbookConditions } from "../../actions/kit/contract/index.ts";
import type { Playbook } from "../language/define-playbook.ts";
import type { Violation } from "./check/check.ts";
import { compile } from "./compile.ts";
import type { Machine } from "./emit/asl.ts";
import { type Item, type Recording, standings } from "./record/items.ts";

export interface CompiledPlaybook {
  readonly recording: Recording;
  readonly machine: Machine;
  /** The digest of the machine, placeholders unfilled: the same source and settings give the same version. */
  readonly version: string;
}

export interface CompiledLibrary {
  readonly playbooks: readonly CompiledPlaybook[];
  /** Playbooks that were refused, each with every reason. */
  readonly refused: readonly { readonly playbook: string; readonly violations: readonly Violation[] }[];
}

/** The name of a playbook's state machine. */
export const stateMachineOf = (playbook: string): string => `riposte-${playbook}`;

/** Compiles all, in the order of their ids. `digest` gives a short digest of a text. */
export function compileLibrary(
  playbooks: readonly Playbook[],
  configured: Configuration["playbooks"],
  digest: (text: string) => string,
): CompiledLibrary {
  const results = playbooks
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((playbook) => compile(playbook, configured[playbook.id]?.settings ?? {}));
  return {
    playbooks: results.flatMap((result) =>
      result.ok
        ? [{ recording: result.recording, machine: result.machine, version: digest(JSON.stringify(result.machine)) }]
        : [],
    ),
    refused: results.flatMap((result) =>
      result.ok ? [] : [{ playbook: result.playbook, violations: result.violations }],
    ),
  };
}

/** What functions need of the configuration at run time. */
export function settingsFor(
  configuration: Configuration,
  library: CompiledLibrary,
): Omit<Configuration, "playbooks"> & { readonly playbooks: readonly PlaybookSettings[] } {
  const { playbooks: configured, ...rest } = configuration;
  const playbooks = library.playbooks.map((compiled) => settingsOf(compiled, configured[compiled.recording.id]));
  return { ...rest, playbooks };
}

function settingsOf(
  { recording, version }: CompiledPlaybook,
  configured: Configuration["playbooks"][string] | undefined,
): PlaybookSettings {
  const { id, title, kind, manualMinutes, repeats } = recording;
  const when = configured?.when;
  const mode = configured?.mode ?? { default: "observe" as const };
  return {
    id,
    title,
    kind,
    version,
    stateMachine: stateMachineOf(id),
    manualMinutes,
    ...(when === undefined ? {} : { when: playbookConditions.parse(when) }),
    mode: { default: mode.default, accounts: mode.accounts ?? {} },
    repeats:
      repeats === null
        ? null
        : {
            sameEntity: repeats.sameEntity.map((path) => [...path]),
            withinSeconds: repeats.within,
            storm: { over: repeats.storm.over, inSeconds: repeats.storm.in },
          },
    steps: [...standings(recording.block)].map(({ item }) => stepOf(item)),
  };
}

const stepOf = (item: Item): PlaybookSettings["steps"][number] =>
  item.kind === "task"
    ? { id: item.id, action: item.action.id, word: item.word }
    : { id: item.id, action: null, word: item.kind };
