// `riposte approve|deny ID`: a decision from the shell, for when Slack does not work.
import { Command } from "commander";
import { askApproval, showAnswer } from "../approval.ts";

export const decideCommands = (): readonly Command[] => [decide("approve", "approved"), decide("deny", "denied")];

const decide = (word: "approve" | "deny", decision: "approved" | "denied"): Command =>
  new Command(word)
    .description(`${word} a plan that waits for a decision`)
    .argument("<id>", "the approval's id, as the plan shows it")
    .requiredOption("--as <person>", "who decides: a person's id in riposte.config.ts")
    .option("--endpoint <url>", "the local host's origin; AWS when left out and AWS_ENDPOINT_URL is not set")
    .option("--json", "print the answer as JSON")
    .action(async (approval: string, options: { as: string; endpoint?: string; json?: true }) => {
      const event = { kind: "decide", approval, person: options.as, decision, via: "shell" };
      showAnswer(await askApproval(event, options.endpoint), options.json === true);
    });
