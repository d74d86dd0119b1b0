// The playbooks' state machines on this host, made by the API that makes them on AWS.
import {
  CreateStateMachineCommand,
  SFNClient,
  StateMachineAlreadyExists,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { fill } from "../../playbooks/compiler/emit/fill.ts";
import { type CompiledLibrary, stateMachineOf } from "../../playbooks/compiler/library.ts";
import { arnOf } from "./aws/index.ts";
import { functionName } from "./functions.ts";
import { roleArn, stateMachineArns } from "./names.ts";

/** One state machine a playbook; a definition that has changed is updated. */
export async function createMachines(library: CompiledLibrary): Promise<void> {
  const client = new SFNClient({});
  for (const { recording, machine, version } of library.playbooks) {
    const name = stateMachineOf(recording.id);
    const filled = fill(machine, { version, functionOf: (id) => arnOf.function(functionName(id)) });
    const definition = JSON.stringify(filled);
    try {
      await client.send(new CreateStateMachineCommand({ name, definition, roleArn: roleArn(recording.id) }));
    } catch (error) {
      if (!(error instanceof StateMachineAlreadyExists)) throw error;
      await client.send(new UpdateStateMachineCommand({ stateMachineArn: `${stateMachineArns}${name}`, definition }));
    }
  }
  client.destroy();
}
