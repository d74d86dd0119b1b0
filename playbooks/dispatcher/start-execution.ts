// Starts the playbook's state machine under the execution's own name: a second start of the same is no start.
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { type ExecutionInput, executionInput, type PlaybookSettings } from "../../actions/kit/contract/index.ts";
import { awsClient } from "../../actions/kit/runtime/aws.ts";
import { environment } from "../../actions/kit/runtime/environment.ts";

export async function startExecution(playbook: PlaybookSettings, name: string, input: ExecutionInput): Promise<string> {
  const stateMachineArn = `${environment().stateMachines}${playbook.stateMachine}`;
  const command = new StartExecutionCommand({
    stateMachineArn,
    name,
    input: JSON.stringify(executionInput.parse(input)),
  });
  try {
    await awsClient(SFNClient).send(command);
  } catch (error) {
    if (!(error instanceof Error && error.name === "ExecutionAlreadyExists")) throw error;
  }
  return `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
}

const willNotPass = new Set([
  "InvalidArn",
  "InvalidExecutionInput",
  "InvalidName",
  "StateMachineDeleting",
  "StateMachineDoesNotExist",
  "ValidationException",
  "AccessDeniedException",
]);

/** Whether trying again would come to the same. */
export const isFinal = (error: unknown): error is Error => error instanceof Error && willNotPass.has(error.name);
