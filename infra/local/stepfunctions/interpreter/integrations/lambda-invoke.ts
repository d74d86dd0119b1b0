// `arn:aws:states:::lambda:invoke`, answering at once or by task token.
import { randomUUID } from "node:crypto";
import { type Document, documentOf, type Json } from "../../json.ts";
import type { Integration, TaskCall } from "./integration.ts";
import { callFunction } from "./lambda-call.ts";

export const lambdaInvoke = (waitsForToken: boolean): Integration => ({
  resourceType: "lambda",
  resource: waitsForToken ? "invoke.waitForTaskToken" : "invoke",
  lambdaArn: null,
  waitsForToken,
  namesItsCall: false,
  title: "lambda",
  async perform(call) {
    if (call.submission !== null) return;
    const { FunctionName: name, Payload: payload = {}, InvocationType: type = "RequestResponse" } = call.parameters;
    if (typeof name !== "string") return call.settle(noFunction);
    const answer = type === "Event" ? await sendOff(call, name, payload) : await callFunction(call, name, payload);
    if ("failed" in answer) return call.settle(answer.failed);
    const response = responseOf(answer.payload, type === "Event" ? 202 : 200);
    if (waitsForToken) call.submitted(response);
    else call.settle({ kind: "succeeded", output: response });
  },
});

/** Calls without waiting for what comes of it. */
async function sendOff(call: TaskCall, name: string, payload: Json): ReturnType<typeof callFunction> {
  void callFunction(call, name, payload);
  return { payload: documentOf("") };
}

const noFunction = {
  kind: "failed",
  error: "States.Runtime",
  cause: "The Arguments of lambda:invoke must hold a FunctionName that is a string.",
} as const;

/** The answer of the Invoke API in the words of this integration. */
function responseOf(payload: Document, status: number): Document {
  const requestId = randomUUID();
  return documentOf({
    ExecutedVersion: "$LATEST",
    Payload: payload.value,
    StatusCode: status,
    SdkHttpMetadata: {
      AllHttpHeaders: { "Content-Type": ["application/json"], "x-amzn-RequestId": [requestId] },
      HttpHeaders: { "Content-Type": "application/json", "x-amzn-RequestId": requestId },
      HttpStatusCode: status,
    },
    SdkResponseMetadata: { RequestId: requestId },
  });
}
