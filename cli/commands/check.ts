// `riposte check`: every rule on every playbook.
import { Command } from "commander";
import { compiledLibrary } from "../project.ts";
import { violationsText } from "../show/violations.ts";

export const checkCommand = (): Command =>
  new Command("check")
    .description("check the playbooks against every rule; exit 1 when one is violated")
    .option("--json", "print one JSON document")
    .action((options: { json?: true }) => {
      const { playbooks, refused } = compiledLibrary();
      const sound = playbooks.map(({ recording }) => recording.id);
      if (options.json) process.stdout.write(`${JSON.stringify({ sound, refused }, null, 2)}\n`);
      else if (refused.length > 0) process.stdout.write(`${violationsText(refused)}\n`);
      else process.stdout.write(`${sound.length} playbook${sound.length === 1 ? "" : "s"} checked, nothing to say\n`);
      process.exitCode = refused.length > 0 ? 1 : 0;
    });
