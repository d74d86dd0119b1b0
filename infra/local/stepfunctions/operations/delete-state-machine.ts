// DeleteStateMachine: also of one that does not exist. What runs goes on to its end.
import type { DeleteStateMachineOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { checkedMachineArn } from "../wire/arns.ts";
import { arn, operation } from "./operation.ts";

export const deleteStateMachine = operation(
  z.object({ stateMachineArn: arn }),
  (service, input): DeleteStateMachineOutput => {
    service.records.removeMachine(checkedMachineArn(input.stateMachineArn));
    return {};
  },
);
