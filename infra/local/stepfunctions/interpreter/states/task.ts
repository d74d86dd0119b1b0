// Task: work done elsewhere, with its timeout, heartbeat and token.
import { randomUUID } from "node:crypto";
import type { NumberField, TaskState } from "../../definition/types.ts";
import { EvaluationFailure } from "../../evaluate/evaluator.ts";
import { runtimeFailure, StateFailure } from "../../failure.ts";
import { type Document, type Json, parsedDocument } from "../../json.ts";
import { longestSeconds } from "../../limits.ts";
import { type Integration, integrationOf } from "../integrations/integration.ts";
import { withRecovery } from "../recovery.ts";
import type { NewEntryBody, Recorded } from "../scope.ts";
import { awaitOutcome } from "../task-attempt.ts";
import { eventOf, headOf } from "../task-events.ts";
import { type Exit, nextOf, type Visit } from "../visit.ts";

export function runTask(visit: Visit<TaskState>): Promise<Exit> {
  const integration = integrationOf(visit.state.Resource);
  if (integration === null) throw runtimeFailure(`the resource '${visit.state.Resource}' is not known to this host`);
  const attempt = async () => {
    const result = await resultOf(visit, integration);
    const { output } = await visit.exit(visit.state, result, { result: result.value });
    return { output, next: nextOf(visit.state) };
  };
  return withRecovery(visit, attempt, async () => undefined);
}

async function resultOf(visit: Visit<TaskState>, integration: Integration): Promise<Document> {
  const resumed = visit.scope.peek() !== null;
  visit.token = integration.waitsForToken ? visit.engine.tokens.issue() : null;
  const scheduled = await visit.step(eventOf(integration, "Scheduled"), () => schedule(visit, integration));
  visit.token = (scheduled.aside.token as string | undefined) ?? null;
  await visit.step(eventOf(integration, "Started"), () => ({ details: headOf(integration) }));
  const submitted = visit.scope.follow("TaskSubmitted");
  const types = (["Succeeded", "Failed", "TimedOut"] as const).map((ending) => eventOf(integration, ending));
  const ended =
    visit.scope.follow(...types) ?? (await awaitOutcome(visit, { integration, scheduled, submitted, resumed }));
  visit.token = null;
  return readOutcome(ended);
}

function readOutcome({ type, details }: Recorded): Document {
  if (type.endsWith("Succeeded")) return parsedDocument(String(details.output));
  throw new StateFailure((details.error as string | undefined) ?? null, (details.cause as string | undefined) ?? null);
}

async function schedule(visit: Visit<TaskState>, integration: Integration): Promise<NewEntryBody> {
  const { Arguments, TimeoutSeconds, HeartbeatSeconds } = visit.state;
  const parameters = Arguments === undefined ? visit.input.value : await visit.fill(Arguments, "Arguments");
  const timeoutInSeconds = await secondsIn(visit, "TimeoutSeconds", TimeoutSeconds);
  const heartbeatInSeconds = await secondsIn(visit, "HeartbeatSeconds", HeartbeatSeconds);
  const limits = {
    ...(timeoutInSeconds !== null && { timeoutInSeconds }),
    ...(heartbeatInSeconds !== null && { heartbeatInSeconds }),
  };
  const aside = {
    ...(visit.token !== null && { token: visit.token }),
    ...(integration.namesItsCall && { attempt: randomUUID() }),
  };
  return { details: { ...scheduledDetails(visit, integration, parameters), ...limits }, aside };
}

function scheduledDetails(visit: Visit<TaskState>, integration: Integration, parameters: Json): object {
  const text = JSON.stringify(parameters);
  if (integration.lambdaArn !== null) {
    return { resource: integration.lambdaArn, input: text, inputDetails: { truncated: false } };
  }
  return { ...headOf(integration), region: visit.engine.region, parameters: text };
}

async function secondsIn(visit: Visit<TaskState>, field: string, written?: NumberField): Promise<number | null> {
  if (written === undefined) return null;
  const seconds = Number(await visit.fillTyped(written, field, "number"));
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= longestSeconds) return seconds;
  throw new EvaluationFailure(`The ${field} field must be an integer from 1 to ${longestSeconds}: ${seconds}`, field);
}
