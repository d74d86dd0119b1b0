// `riposte graph`: the diagram of a playbook.
import { Command, Option } from "commander";
import { mermaid } from "../../playbooks/compiler/graph/mermaid.ts";
import { svg } from "../../playbooks/compiler/graph/svg.ts";
import type { CompiledPlaybook } from "../../playbooks/compiler/library.ts";
import { chosenPlaybooks } from "../chosen.ts";
import { example } from "../show/help.ts";

const drawings = { mermaid, svg } as const;
type Format = keyof typeof drawings;

export const graphCommand = (): Command =>
  new Command("graph")
    .description("draw a playbook")
    .argument("<name>", "the playbook's id")
    .addOption(new Option("--format <format>", "what to print").choices(Object.keys(drawings)).default("mermaid"))
    .option("--json", "print one JSON document that holds the drawing")
    .addHelpText("after", example("riposte graph impossible-travel --format svg > impossible-travel.svg"))
    .action((name: string, { format, json }: { format: Format; json?: true }) => {
      const [{ recording }] = chosenPlaybooks([name]) as readonly [CompiledPlaybook];
      const drawing = drawings[format](recording);
      process.stdout.write(
        json ? `${JSON.stringify({ playbook: recording.id, format, drawing }, null, 2)}\n` : drawing,
      );
    });
