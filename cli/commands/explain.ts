// `riposte explain`: what a playbook does, for somebody who has not seen its source.
import { Command } from "commander";
import { explain } from "../../playbooks/compiler/explain/explain.ts";
import { summaryOf } from "../../playbooks/compiler/explain/summarise.ts";
import { actionStatements, roleStatements } from "../../playbooks/compiler/permissions/permissions.ts";
import type { Summary } from "../../playbooks/compiler/explain/summary.ts";
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
      const summaries = chosenPlaybooks(names).map(({ recording, machine }) =>
        summaryOf(recording, machine, vendorOf),
      );
      const document = () => JSON.stringify(summaries.map(withPolicies), null, 2);
      process.stdout.write(options.json ? `${document()}\n` : summaries.map(explain).join(`\n${"─".repeat(72)}\n\n`));
    });

/** IAM's own words for the machine's role and for every action's. */
const withPolicies = (summary: Summary): object => ({
  ...summary,
  policies: {
    machine: policy(roleStatements(summary.permissions)),
    actions: Object.fromEntries(
      summary.permissions.actions.map((action) => [action.action, policy(actionStatements(action))]),
    ),
  },
});

const policy = (Statement: ReturnType<typeof roleStatements>): object => ({ Version: "2012-10-17", Statement });
