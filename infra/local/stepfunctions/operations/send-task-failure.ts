// SendTaskFailure.
import type { SendTaskFailureOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { causeLength, errorLength } from "../limits.ts";
import { maybe, operation } from "./operation.ts";
import { taskToken, waitingTask } from "./waiting-task.ts";

const schema = z.object({
  taskToken,
  error: maybe(z.string().max(errorLength)),
  cause: maybe(z.string().max(causeLength)),
});

export const sendTaskFailure = operation(schema, (service, input): SendTaskFailureOutput => {
  waitingTask(service, input.taskToken).fail(input.error ?? null, input.cause ?? null);
  return {};
});
