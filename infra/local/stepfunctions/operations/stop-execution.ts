// StopExecution.
import type { StopExecutionOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { causeLength, errorLength } from "../limits.ts";
import { ApiError, executionDoesNotExist } from "../wire/api-error.ts";
import { checkedExecutionArn } from "../wire/arns.ts";
import { arn, maybe, operation } from "./operation.ts";

const schema = z.object({
  executionArn: arn,
  error: maybe(z.string().max(errorLength)),
  cause: maybe(z.string().max(causeLength)),
});

export const stopExecution = operation(schema, (service, input): StopExecutionOutput => {
  const executionArn = checkedExecutionArn(input.executionArn);
  if (service.records.execution(executionArn) === undefined) throw executionDoesNotExist(executionArn);
  service.live(executionArn)?.close("ABORTED", { error: input.error ?? null, cause: input.cause ?? null });
  const stopped = service.records.execution(executionArn)?.stopped;
  if (stopped === null || stopped === undefined) {
    throw new ApiError("ValidationException", `the execution could not be stopped: '${executionArn}'`);
  }
  return { stopDate: new Date(stopped) };
});
