// `riposte stop|resume [PLAYBOOK]`: halts containment within seconds, running executions included, and allows it again.
import { Command } from "commander";
import { askApproval, showAnswer } from "../approval.ts";
import { example } from "../show/help.ts";

export const stopCommand = (): Command =>
  halt("stop", "halt containment, of one playbook or of all; every responder may");
export const resumeCommand = (): Command => halt("resume", "allow containment again; only an approver may");

const halt = (kind: "stop" | "resume", description: string): Command =>
  new Command(kind)
    .description(description)
    .argument("[playbook]", "its id; all playbooks when left out")
    .requiredOption("--as <person>", "who does it: a person's id in riposte.config.ts")
    .option("--endpoint <url>", "the local host's origin; AWS when left out and AWS_ENDPOINT_URL is not set")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", example(`riposte ${kind} impossible-travel --as dana.kim`))
    .action(async (playbook: string | undefined, options: { as: string; endpoint?: string; json?: true }) => {
      const event = { kind, playbook: playbook ?? null, person: options.as, via: "shell" };
      showAnswer(await askApproval(event, options.endpoint), options.json === true);
    });
