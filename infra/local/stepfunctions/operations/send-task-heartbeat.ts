// SendTaskHeartbeat: leaves no event.
import type { SendTaskHeartbeatOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { operation } from "./operation.ts";
import { taskToken, waitingTask } from "./waiting-task.ts";

export const sendTaskHeartbeat = operation(z.object({ taskToken }), (service, input): SendTaskHeartbeatOutput => {
  waitingTask(service, input.taskToken).heartbeat();
  return {};
});
