// DescribeStateMachineForExecution: the definition that an execution started with.
import type { DescribeStateMachineForExecutionOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { executionDoesNotExist } from "../wire/api-error.ts";
import { checkedExecutionArn } from "../wire/arns.ts";
import { arn, includedData, operation } from "./operation.ts";

const schema = z.object({ executionArn: arn, includedData });

export const describeStateMachineForExecution = operation(
  schema,
  (service, input): DescribeStateMachineForExecutionOutput => {
    const row = service.records.execution(checkedExecutionArn(input.executionArn));
    if (row === undefined) throw executionDoesNotExist(input.executionArn);
    const machine = service.records.machine(row.machine);
    return {
      stateMachineArn: row.machine,
      name: row.machine.slice(row.machine.lastIndexOf(":") + 1),
      definition: input.includedData === "METADATA_ONLY" ? "" : service.records.definitionText(row.definition),
      roleArn: row.role,
      updateDate: new Date(machine?.created ?? row.started),
      ...(machine !== undefined && machine.definition === row.definition && { revisionId: machine.revision }),
    };
  },
);
