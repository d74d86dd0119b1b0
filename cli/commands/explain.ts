// `riposte explain`: what a playbook does, for somebody who has not seen its source.
import { Command } from "commander";
import { explain } from "../../playbooks/compiler/explain/explain.ts";
import { summaryOf } from "../../playbooks/compiler/explain/summarise.ts";
import {
  actionStatements,
  type Permissions,
  permissionsOf,
  roleStatements,
  type Statement,
} from "../../playbooks/compiler/permissions/permissions.ts";
import { chosenPlaybooks } from "../chosen.ts";
import { example } from "../show/help.ts";
import { boundVendors } from "../vendors.ts";

export const explainCommand = (): Command =>
  new Command("explain")
    .description("say in plain sentences what playbooks do, contain, ask, read and cost")
    .argument("[name...]", "ids of playbooks; all when none is given")
    .option("--json", "print one JSON document, IAM policies included")
    .addHelpText("after", example("riposte explain impossible-travel"))
    .action(async (names: string[], options: { json?: true }) => {
      const vendorOf = await boundVendors();
      const chosen = chosenPlaybooks(names);
      const summaries = chosen.map(({ recording, machine }) => summaryOf(recording, machine, vendorOf));
      if (!options.json) return void process.stdout.write(summaries.map(explain).join(`\n${"─".repeat(72)}\n\n`));
      const permissions = chosen.map(({ recording, machine }) => permissionsOf(recording, machine, vendorOf));
      const documents = summaries.map((summary, at) => ({
        ...summary,
        policies: policies(permissions[at] as Permissions),
      }));
      process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
    });

/** IAM's own words for the machine's role and for every action's. */
const policies = ({ invoke, actions }: Permissions): object => ({
  machine: policy(roleStatements({ invoke })),
  actions: Object.fromEntries(actions.map((action) => [action.action, policy(actionStatements(action))])),
});

const policy = (statements: readonly Statement[]): object => ({ Version: "2012-10-17", Statement: statements });
