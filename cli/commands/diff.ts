// `riposte diff`: what changed since a revision, in meaning. The old golden files are read; old sources are not run.
import { Command } from "commander";
import { diffAll } from "../../playbooks/compiler/diff/diff.ts";
import { diffText } from "../../playbooks/compiler/diff/text.ts";
import { summaryOf } from "../../playbooks/compiler/explain/summarise.ts";
import { chosenPlaybooks } from "../chosen.ts";
import { summariesAt } from "../golden.ts";
import { example } from "../show/help.ts";
import { boundVendors } from "../vendors.ts";

export const diffCommand = (): Command =>
  new Command("diff")
    .description("say what changed in meaning since a revision: containment and approvers first")
    .argument(
      "<revision>",
      "a branch, tag or commit; its committed golden files are compared with the library as it is",
    )
    .option("--json", "print one JSON document")
    .addHelpText("after", example("riposte diff main", "riposte diff HEAD~3 --json"))
    .action(async (revision: string, options: { json?: true }) => {
      const vendorOf = await boundVendors();
      const after = chosenPlaybooks([]).map(({ recording, machine }) => summaryOf(recording, machine, vendorOf));
      const differences = diffAll(await summariesAt(revision), after);
      const changed = differences.filter(({ kind }) => kind !== "same");
      const text = changed.length === 0 ? `nothing changed since ${revision}` : changed.map(diffText).join("\n\n");
      process.stdout.write(options.json ? `${JSON.stringify(differences, null, 2)}\n` : `${text}\n`);
    });
