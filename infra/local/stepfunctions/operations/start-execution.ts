// StartExecution.
import { randomUUID } from "node:crypto";
import type { StartExecutionOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { exceedsBytes } from "../json.ts";
import { nameLength, payloadBytes } from "../limits.ts";
import { ApiError } from "../wire/api-error.ts";
import { jsonProblem } from "../wire/json-problem.ts";
import { arn, maybe, operation } from "./operation.ts";

const schema = z.object({
  stateMachineArn: arn,
  name: maybe(z.string().min(1).max(nameLength)),
  input: maybe(z.string().max(payloadBytes)),
  traceHeader: maybe(z.string().max(256)),
});

export const startExecution = operation(schema, (service, input): StartExecutionOutput => {
  const machine = service.machine(input.stateMachineArn);
  const row = service.start({
    stateMachineArn: machine.arn,
    name: input.name ?? randomUUID(),
    input: checkedInput(input.input ?? "{}"),
    traceHeader: input.traceHeader ?? null,
  });
  return { executionArn: row.arn, startDate: new Date(row.started) };
});

function checkedInput(text: string): string {
  const problem = exceedsBytes(text, payloadBytes)
    ? `The input exceeds the maximum number of bytes service limit: ${payloadBytes}`
    : jsonProblem(text);
  if (problem === null) return text;
  throw new ApiError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${problem}'`);
}
