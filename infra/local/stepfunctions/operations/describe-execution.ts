// DescribeExecution.
import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { redriveOf } from "../status-change.ts";
import { executionDoesNotExist } from "../wire/api-error.ts";
import { checkedExecutionArn } from "../wire/arns.ts";
import { arn, includedData, operation } from "./operation.ts";

const schema = z.object({ executionArn: arn, includedData });

export const describeExecution = operation(schema, (service, input): DescribeExecutionOutput => {
  const row = service.records.execution(checkedExecutionArn(input.executionArn));
  if (row === undefined) throw executionDoesNotExist(input.executionArn);
  const included = input.includedData !== "METADATA_ONLY";
  const { redriveStatus, redriveStatusReason } = redriveOf(row);
  return {
    executionArn: row.arn,
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: new Date(row.started),
    ...(row.stopped !== null && { stopDate: new Date(row.stopped) }),
    ...(included && { input: row.input }),
    inputDetails: { included },
    ...(row.output !== null && { ...(included && { output: row.output }), outputDetails: { included } }),
    ...(row.error !== null && { error: row.error }),
    ...(row.cause !== null && included && { cause: row.cause }),
    ...(row.trace !== null && { traceHeader: row.trace }),
    redriveCount: 0,
    redriveStatus,
    ...(redriveStatusReason !== null && { redriveStatusReason }),
  };
});
