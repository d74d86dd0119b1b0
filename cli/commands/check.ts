// `riposte check`: every rule on every playbook.
import { Command } from "commander";
import { idsOf, refuseUnknown } from "../chosen.ts";
import { compiledLibrary } from "../project.ts";
import { example } from "../show/help.ts";
import { violationsText } from "../show/violations.ts";

export const checkCommand = (): Command =>
  new Command("check")
    .description("check playbooks against every rule; exit 1 when one is violated")
    .argument("[name...]", "ids of playbooks; all when none is given")
    .option("--json", "print one JSON document")
    .addHelpText("after", example("riposte check", "riposte check impossible-travel --json"))
    .action((names: string[], options: { json?: true }) => {
      const library = compiledLibrary();
      refuseUnknown(names, idsOf(library));
      const asked = (id: string): boolean => names.length === 0 || names.includes(id);
      const sound = library.playbooks.map(({ recording }) => recording.id).filter(asked);
      const refused = library.refused.filter(({ playbook }) => asked(playbook));
      if (options.json) process.stdout.write(`${JSON.stringify({ sound, refused }, null, 2)}\n`);
      else if (refused.length > 0) process.stdout.write(`${violationsText(refused)}\n`);
      else process.stdout.write(`${sound.length} playbook${sound.length === 1 ? "" : "s"} checked, nothing to say\n`);
      process.exitCode = refused.length > 0 ? 1 : 0;
    });
