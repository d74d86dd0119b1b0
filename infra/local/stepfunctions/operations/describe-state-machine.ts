// DescribeStateMachine.
import type { DescribeStateMachineOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { variableReferences } from "../definition/variable-references.ts";
import type { MachineSettings } from "./machine-settings.ts";
import { arn, includedData, operation } from "./operation.ts";

const schema = z.object({ stateMachineArn: arn, includedData });

export const describeStateMachine = operation(schema, (service, input): DescribeStateMachineOutput => {
  const machine = service.machine(input.stateMachineArn);
  const { logging, tracing } = JSON.parse(machine.settings) as MachineSettings;
  const references = variableReferences(service.definition(machine.definition));
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: "ACTIVE",
    definition: input.includedData === "METADATA_ONLY" ? "" : service.records.definitionText(machine.definition),
    roleArn: machine.role,
    type: machine.type,
    creationDate: new Date(machine.created),
    loggingConfiguration: logging,
    tracingConfiguration: tracing,
    revisionId: machine.revision,
    ...(Object.keys(references).length > 0 && { variableReferences: references }),
  };
});
