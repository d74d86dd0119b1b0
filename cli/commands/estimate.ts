// `riposte estimate`: how long a run takes and what a thousand cost.
import { Command } from "commander";
import { estimate } from "../../playbooks/compiler/estimate.ts";
import { estimateLines } from "../../playbooks/compiler/explain/sections/estimate.ts";
import { chosenPlaybooks } from "../chosen.ts";
import { example } from "../show/help.ts";

export const estimateCommand = (): Command =>
  new Command("estimate")
    .description("best, typical and worst seconds, state transitions and dollars of playbooks")
    .argument("[name...]", "ids of playbooks; all when none is given")
    .option("--json", "print one JSON document")
    .addHelpText("after", example("riposte estimate", "riposte estimate impossible-travel --json"))
    .action((names: string[], options: { json?: true }) => {
      const estimates = chosenPlaybooks(names).map(({ recording, machine }) => ({
        playbook: recording.id,
        estimate: estimate(recording, machine),
      }));
      const text = estimates.map((one) => [one.playbook, ...estimateLines(one).map((line) => `  ${line}`)].join("\n"));
      process.stdout.write(options.json ? `${JSON.stringify(estimates, null, 2)}\n` : `${text.join("\n\n")}\n`);
    });
