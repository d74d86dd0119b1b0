// SendTaskSuccess.
import type { SendTaskSuccessOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { exceedsBytes, parsedDocument } from "../json.ts";
import { payloadBytes } from "../limits.ts";
import { ApiError } from "../wire/api-error.ts";
import { jsonProblem } from "../wire/json-problem.ts";
import { operation } from "./operation.ts";
import { taskToken, waitingTask } from "./waiting-task.ts";

const schema = z.object({ taskToken, output: z.string().max(payloadBytes) });

export const sendTaskSuccess = operation(schema, (service, input): SendTaskSuccessOutput => {
  const problem = exceedsBytes(input.output, payloadBytes) ? "the output is too large" : jsonProblem(input.output);
  if (problem !== null) throw new ApiError("InvalidOutput", `Invalid Output: '${problem}'`);
  waitingTask(service, input.taskToken).succeed(parsedDocument(input.output));
  return {};
});
