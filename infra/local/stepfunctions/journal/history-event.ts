// A journal entry as GetExecutionHistory shows it.
import type { HistoryEvent, HistoryEventType } from "@aws-sdk/client-sfn";
import type { Entry } from "./records.ts";

/** The member of HistoryEvent that holds the details of an event type; null for the types that have none. */
export function detailsMember(type: HistoryEventType): string | null {
  if (/^(Pass|Task|Choice|Wait|Map|Parallel|Succeed|Fail)StateEntered$/.test(type)) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  if (withoutDetails.has(type)) return null;
  return `${type[0]?.toLowerCase()}${type.slice(1)}EventDetails`;
}

const withoutDetails = new Set<HistoryEventType>([
  "LambdaFunctionStarted",
  "MapStateAborted",
  "MapStateFailed",
  "MapStateSucceeded",
  "ParallelStateAborted",
  "ParallelStateFailed",
  "ParallelStateStarted",
  "ParallelStateSucceeded",
  "TaskStateAborted",
  "WaitStateAborted",
]);

/** Fields that `includeExecutionData: false` leaves out. */
const executionData = new Set(["input", "output", "parameters", "cause", "error", "assignedVariables"]);

export function historyEvent(entry: Entry, includeData = true): HistoryEvent {
  const type = entry.type as HistoryEventType;
  const member = detailsMember(type);
  const details =
    member === null || entry.details === null ? null : (JSON.parse(entry.details) as Record<string, unknown>);
  if (details !== null && !includeData) for (const field of executionData) delete details[field];
  return {
    timestamp: new Date(entry.at),
    type,
    id: entry.id ?? undefined,
    previousEventId: entry.previous ?? undefined,
    ...(member !== null && { [member]: details ?? {} }),
  };
}
