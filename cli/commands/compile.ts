// `riposte compile`: the state machines, printed or written.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import type { CompiledPlaybook } from "../../playbooks/compiler/library.ts";
import { chosenPlaybooks } from "../chosen.ts";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

export const compileCommand = (): Command =>
  new Command("compile")
    .description("compile playbooks to Amazon States Language")
    .argument("[name...]", "ids of playbooks; all when none is given")
    .option("--out <dir>", "write <id>.asl.json files here instead of printing")
    .option("--json", "print one JSON document: machines and versions by playbook")
    .addHelpText("after", example("riposte compile --out dist/machines", "riposte compile impossible-travel"))
    .action((names: string[], options: { out?: string; json?: true }) => {
      const playbooks = chosenPlaybooks(names);
      const written = options.out === undefined ? [] : write(playbooks, options.out);
      if (options.json) process.stdout.write(`${JSON.stringify(documentOf(playbooks, written), null, 2)}\n`);
      else if (options.out !== undefined) process.stdout.write(`${written.join("\n")}\n`);
      else for (const playbook of playbooks) process.stdout.write(text(playbook));
    });

const text = ({ machine }: CompiledPlaybook): string => `${JSON.stringify(machine, null, 2)}\n`;

/** Writes the machines and gives the paths. */
function write(playbooks: readonly CompiledPlaybook[], directory: string): readonly string[] {
  try {
    mkdirSync(directory, { recursive: true });
    return playbooks.map((playbook) => {
      const path = join(directory, `${playbook.recording.id}.asl.json`);
      writeFileSync(path, text(playbook));
      return path;
    });
  } catch (error) {
    throw new Stop(1, `the machines cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const documentOf = (playbooks: readonly CompiledPlaybook[], written: readonly string[]): object =>
  Object.fromEntries(
    playbooks.map(({ recording, machine, version }, at) => [
      recording.id,
      { version, ...(written[at] === undefined ? { machine } : { path: written[at] }) },
    ]),
  );
