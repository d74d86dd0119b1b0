// ListStateMachines.
import type { ListStateMachinesOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { operation } from "./operation.ts";
import { maxResults, nextToken, page, pageStart } from "./paging.ts";

export const listStateMachines = operation(
  z.object({ maxResults, nextToken }),
  (service, input): ListStateMachinesOutput => {
    const start = pageStart(input.nextToken, "machines") ?? 0;
    const { limit } = page(input.maxResults);
    const machines = service.records.machines();
    return {
      stateMachines: machines.slice(start, start + limit).map((machine) => ({
        stateMachineArn: machine.arn,
        name: machine.name,
        type: machine.type,
        creationDate: new Date(machine.created),
      })),
      ...(start + limit < machines.length && { nextToken: page.token(start + limit, "machines") }),
    };
  },
);
