// Every operation of the API that this host answers, by its name on the wire.
import type * as z from "zod";
import type { Service } from "../service.ts";
import { createStateMachine } from "./create-state-machine.ts";
import { deleteStateMachine } from "./delete-state-machine.ts";
import { describeExecution } from "./describe-execution.ts";
import { describeStateMachine } from "./describe-state-machine.ts";
import { describeStateMachineForExecution } from "./describe-state-machine-for-execution.ts";
import { getExecutionHistory } from "./get-execution-history.ts";
import { listExecutions } from "./list-executions.ts";
import { listStateMachines } from "./list-state-machines.ts";
import { sendTaskFailure } from "./send-task-failure.ts";
import { sendTaskHeartbeat } from "./send-task-heartbeat.ts";
import { sendTaskSuccess } from "./send-task-success.ts";
import { startExecution } from "./start-execution.ts";
import { stopExecution } from "./stop-execution.ts";
import { updateStateMachine } from "./update-state-machine.ts";
import { validateStateMachineDefinition } from "./validate-state-machine-definition.ts";

export interface Operation {
  readonly input: z.ZodType;
  /** Throws ApiError. What it writes is on disk before the answer is sent. */
  run(service: Service, input: never): object | Promise<object>;
}

export const operations: Readonly<Record<string, Operation>> = {
  CreateStateMachine: createStateMachine,
  DeleteStateMachine: deleteStateMachine,
  DescribeExecution: describeExecution,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  GetExecutionHistory: getExecutionHistory,
  ListExecutions: listExecutions,
  ListStateMachines: listStateMachines,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
  SendTaskSuccess: sendTaskSuccess,
  StartExecution: startExecution,
  StopExecution: stopExecution,
  UpdateStateMachine: updateStateMachine,
  ValidateStateMachineDefinition: validateStateMachineDefinition,
};
