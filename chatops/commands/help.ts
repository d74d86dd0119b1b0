// `/riposte help`: what there is, and what this person may.
import { missingRole } from "../people/roles.ts";
import { line, words } from "../slack/blocks.ts";
import { say } from "../slack/say.ts";
import type { Command } from "./command.ts";
import { commands } from "./index.ts";

export const help: Command = {
  name: "help",
  usage: "help",
  says: "shows this",
  needs: "look",
  run: async ({ person }) =>
    say(
      `Riposte, for ${person.id} (${person.roles.join(", ")})`,
      commands.map(({ usage, says, needs }) => {
        const missing = missingRole(person, needs) === null ? "" : " (not with your roles)";
        return line(words(`/riposte ${usage}`, "code"), words(`: ${says}${missing}`));
      }),
    ),
};
