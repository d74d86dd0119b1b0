// `riposte compile`: the state machines, printed or written.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { soundLibrary } from "../project.ts";
import { Stop } from "../stop.ts";

export const compileCommand = (): Command =>
  new Command("compile")
    .description("compile playbooks to Amazon States Language")
    .argument("[name...]", "ids of playbooks; all when none is given")
    .option("--out <dir>", "write <id>.asl.json files here instead of printing")
    .action((names: string[], options: { out?: string }) => {
      const { playbooks } = soundLibrary();
      const unknown = names.find((name) => !playbooks.some(({ recording }) => recording.id === name));
      const known = playbooks.map(({ recording }) => recording.id).join(", ");
      if (unknown !== undefined) throw new Stop(2, `there is no playbook "${unknown}"; there are ${known}`);
      const chosen = playbooks.filter(({ recording }) => names.length === 0 || names.includes(recording.id));
      if (options.out !== undefined) mkdirSync(options.out, { recursive: true });
      for (const { recording, machine } of chosen) {
        const text = `${JSON.stringify(machine, null, 2)}\n`;
        if (options.out === undefined) process.stdout.write(text);
        else writeFileSync(join(options.out, `${recording.id}.asl.json`), text);
      }
    });
