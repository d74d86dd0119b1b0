// The events of a task, in the words of its integration: `Task…`, or `LambdaFunction…` where the Resource is a Lambda ARN.
import { dataLimitExceeded } from "../failure.ts";
import type { EntryType } from "../journal/records.ts";
import { type Document, exceedsBytes } from "../json.ts";
import { causeLength, errorLength, payloadBytes } from "../limits.ts";
import type { NewEntry } from "./execution.ts";
import type { Integration, TaskOutcome } from "./integrations/integration.ts";

export const eventOf = ({ lambdaArn }: Integration, what: string): EntryType =>
  `${lambdaArn === null ? "Task" : "LambdaFunction"}${what}` as EntryType;

/** What every event of a service integration begins with. */
export const headOf = ({ resourceType, resource, lambdaArn }: Integration): object =>
  lambdaArn === null ? { resourceType, resource } : {};

/** The event that tells an outcome; a result that is too large is a failure. */
export function endEvent(integration: Integration, outcome: TaskOutcome): NewEntry {
  const head = headOf(integration);
  switch (outcome.kind) {
    case "succeeded": {
      if (!exceedsBytes(outcome.output.text, payloadBytes)) {
        return { type: eventOf(integration, "Succeeded"), details: withOutput(head, outcome.output) };
      }
      const { error, cause } = dataLimitExceeded(integration.title);
      return endEvent(integration, { kind: "failed", error, cause });
    }
    case "failed": {
      const error = outcome.error?.slice(0, errorLength) ?? null;
      const cause = outcome.cause?.slice(0, causeLength) ?? null;
      const named = { ...(error !== null && { error }), ...(cause !== null && { cause }) };
      return { type: eventOf(integration, "Failed"), details: { ...head, ...named } };
    }
    case "timed-out":
      return { type: eventOf(integration, "TimedOut"), details: { ...head, error: "States.Timeout" } };
  }
}

export const withOutput = (head: object, output: Document): object => ({
  ...head,
  output: output.text,
  outputDetails: { truncated: false },
});
