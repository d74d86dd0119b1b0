// `riposte rerun EXECUTION`: the finding of an execution once more, as the next attempt. It asks anew for every approval.
import { Command } from "commander";
import { type ExecutionInput, executionInput } from "../../actions/kit/contract/index.ts";
import { stateMachineOf } from "../../playbooks/compiler/library.ts";
import { playbooks } from "../../playbooks/library/index.ts";
import { endpointOption, findHost, reached } from "../deployed.ts";
import { refuseStranger, startAgain, startedText } from "../dispatcher.ts";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

export const rerunCommand = (): Command =>
  new Command("rerun")
    .description(
      "start an execution's finding again, as the next attempt; nothing that was granted before is good for it",
    )
    .argument("<execution>", "the execution's name, as its case shows it, or its ARN")
    .requiredOption("--as <person>", "who asks: a person's id in riposte.config.ts")
    .option(...endpointOption)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", example("riposte rerun 7c1157a1b4f89159f737859d3b785cc44d1c6e3f --as dana.kim"))
    .action(async (execution: string, options: { as: string; endpoint?: string; json?: true }) => {
      refuseStranger(options.as);
      findHost(options.endpoint, ["RIPOSTE_STATE_MACHINES"]);
      const { finding, run } = await reached("Step Functions", () => inputOf(execution));
      const answer = await reached("the dispatcher", () =>
        startAgain(JSON.stringify(original(finding)), options.as, run.mode),
      );
      if (options.json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      else if (answer.ok) process.stdout.write(startedText(answer));
      if (!answer.ok) throw new Stop(1, answer.message);
    });

/** Triage sees a finding under a kind of its own; its real one stands beside. */
const original = ({ ...finding }: ExecutionInput["finding"]): ExecutionInput["finding"] =>
  typeof finding.findingKind === "string" ? { ...finding, kind: finding.findingKind } : finding;

async function inputOf(execution: string): Promise<ExecutionInput> {
  const { DescribeExecutionCommand, SFNClient } = await import("@aws-sdk/client-sfn");
  const client = new SFNClient({ maxAttempts: 2 });
  for (const executionArn of arnsOf(execution)) {
    try {
      const { input } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return inputFrom(input ?? "null", execution);
    } catch (error) {
      if (!(error instanceof Error && ["ExecutionDoesNotExist", "InvalidArn"].includes(error.name))) throw error;
    }
  }
  throw new Stop(1, `there is no execution "${execution}": riposte case ID --json lists those of a case`);
}

function inputFrom(input: string, execution: string): ExecutionInput {
  const parsed = executionInput.safeParse(JSON.parse(input));
  if (parsed.success) return parsed.data;
  throw new Stop(1, `execution "${execution}" was not started for a finding: there is nothing to run again`);
}

/** A name alone does not say of which playbook it is. */
function arnsOf(execution: string): readonly string[] {
  if (execution.startsWith("arn:")) return [execution];
  const machines = (process.env.RIPOSTE_STATE_MACHINES ?? "").replace(":stateMachine:", ":execution:");
  return playbooks.map(({ id }) => `${machines}${stateMachineOf(id)}:${execution}`);
}
