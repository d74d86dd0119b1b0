// `states:startExecution`: starts another machine, and with `.sync:2` waits for its end.
import { randomUUID } from "node:crypto";
import { type Document, documentOf, type Json, type JsonObject } from "../../json.ts";
import { ApiError } from "../../wire/api-error.ts";
import type { ChildStart } from "../engine.ts";
import type { Closing } from "../execution.ts";
import type { Integration, TaskCall, TaskOutcome } from "./integration.ts";

/** `mode`: empty, `.sync`, `.sync:2` or `.waitForTaskToken`. */
export const startExecution = (mode: string): Integration => ({
  resourceType: "states",
  resource: `startExecution${mode}`,
  lambdaArn: null,
  waitsForToken: mode === ".waitForTaskToken",
  namesItsCall: true,
  title: "states",
  async perform(call) {
    const waits = mode !== "";
    const submission = call.submission ?? (await submit(call, waits));
    if (submission === null) return;
    if (!waits) call.settle({ kind: "succeeded", output: submission });
    else if (mode.startsWith(".sync")) follow(call, arnIn(submission), mode === ".sync:2");
  },
});

const arnIn = (submission: Document): string => String((submission.value as JsonObject).ExecutionArn);

/** Starts the child; null when it could not be started and the task has failed. */
async function submit(call: TaskCall, waits: boolean): Promise<Document | null> {
  const { engine, scope } = call.visit;
  await engine.records.store.durable();
  if (scope.abandoned) return null;
  const { StateMachineArn: arn, Name: name, Input: input = {} } = call.parameters;
  try {
    const started = engine.startChild({
      stateMachineArn: typeof arn === "string" ? arn : "",
      name: typeof name === "string" ? name : call.attemptName,
      input: typeof input === "string" ? input : JSON.stringify(input),
      again: call.resumed,
    });
    const answer = responseOf(started);
    if (waits) call.submitted(answer);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    call.settle(refused(error));
    return null;
  }
}

function follow(call: TaskCall, executionArn: string, parsed: boolean): void {
  const { engine } = call.visit;
  const forget = engine.whenClosed(executionArn, (closing) => call.settle(endOf(closing, parsed)));
  call.onEnd((outcome) => {
    forget();
    // A task that ends before its child takes it along.
    if (outcome === null || outcome.kind === "timed-out") engine.stopChild(executionArn);
  });
}

function endOf(closing: Closing, parsed: boolean): TaskOutcome {
  if (closing.status === "SUCCEEDED") return { kind: "succeeded", output: documentOf(described(closing, parsed)) };
  return { kind: "failed", error: "States.TaskFailed", cause: JSON.stringify(described(closing, false)) };
}

/** DescribeExecution in the words of this integration. */
function described(closing: Closing, parsed: boolean): JsonObject {
  const data = (text: string): Json => (parsed ? (JSON.parse(text) as Json) : text);
  const { arn, name, machine, status, started, stopped, input, output, error, cause } = closing;
  return {
    ...(error !== null && { Error: error }),
    ...(cause !== null && { Cause: cause }),
    ExecutionArn: arn,
    Input: data(input),
    InputDetails: { Included: true },
    Name: name,
    ...(output !== null && { Output: data(output), OutputDetails: { Included: true } }),
    StartDate: started,
    StateMachineArn: machine,
    Status: status,
    StopDate: stopped,
  };
}

function responseOf({ executionArn, startDate }: ChildStart): Document {
  const requestId = randomUUID();
  const type = "application/x-amz-json-1.0";
  return documentOf({
    ExecutionArn: executionArn,
    SdkHttpMetadata: {
      AllHttpHeaders: { "x-amzn-RequestId": [requestId], "Content-Type": [type] },
      HttpHeaders: { "Content-Type": type, "x-amzn-RequestId": requestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StartDate: startDate,
  });
}

const refused = (error: ApiError): TaskOutcome => ({
  kind: "failed",
  error: `StepFunctions.${error.type.replace(/(Exception)?$/, "Exception")}`,
  cause: `${error.message} (Service: AWSStepFunctions; Status Code: ${error.status}; Error Code: ${error.type})`,
});
