// StartExecution.
import { randomUUID } from "node:crypto";
import type { StartExecutionOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { nameLength, payloadBytes } from "../limits.ts";
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
    input: input.input ?? "{}",
    traceHeader: input.traceHeader ?? null,
  });
  return { executionArn: row.arn, startDate: new Date(row.started) };
});
