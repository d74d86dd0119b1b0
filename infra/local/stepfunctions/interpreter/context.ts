// `$states.context`: who runs, where it stands.
import type { State } from "../definition/types.ts";
import type { Visit } from "./visit.ts";

const withRetries = new Set<State["Type"]>(["Task", "Parallel", "Map"]);

export function contextOf(visit: Visit<State>): object {
  const { execution, mapItem } = visit.scope;
  const { row, machineName, input } = execution;
  return {
    Execution: {
      Id: row.arn,
      Input: input.value,
      StartTime: new Date(row.started).toISOString(),
      Name: row.name,
      RoleArn: row.role,
      RedriveCount: 0,
    },
    StateMachine: { Id: row.machine, Name: machineName },
    State: {
      Name: visit.name,
      EnteredTime: new Date(visit.entered.at).toISOString(),
      ...(withRetries.has(visit.state.Type) && { RetryCount: visit.retries }),
    },
    ...(visit.token !== null && { Task: { Token: visit.token } }),
    ...(mapItem !== null && { Map: { Item: mapItem } }),
  };
}
