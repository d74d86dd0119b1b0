// Tasks that wait for a token.
import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Conformance, conformance, machine } from "./support/host.ts";

let host: Conformance;
beforeAll(async () => {
  host = await conformance();
});
afterAll(() => host.stop());

const asking = (rest: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: { FunctionName: host.functionName, Payload: { value: "{% $states.context.Task.Token %}" } },
  ...rest,
});

/** Starts a machine that asks, and waits until the question has been taken. */
async function asked(rest: object, states: Record<string, object> = {}) {
  const executionArn = await host.start(await host.create(machine({ Ask: asking(rest), ...states })));
  const events = await host.recorded(executionArn, "TaskSubmitted");
  const { parameters } = events[2]?.taskScheduledEventDetails ?? {};
  return { executionArn, taskToken: JSON.parse(parameters as string).Payload.value as string };
}

test("the answer to the token is the result, and a second answer is refused", async () => {
  const { executionArn, taskToken } = await asked({ End: true });
  await host.client.send(new SendTaskSuccessCommand({ taskToken, output: '{"yes":1}' }));
  const { output, status } = await host.ended(executionArn);
  expect([status, JSON.parse(output as string)]).toEqual(["SUCCEEDED", { yes: 1 }]);
  const chain = (await host.history(executionArn)).map(
    ({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`,
  );
  expect(chain.slice(1, 7)).toEqual([
    ...[
      "2<0 TaskStateEntered",
      "3<2 TaskScheduled",
      "4<3 TaskStarted",
      "5<4 TaskSubmitted",
      "6<5 TaskSucceeded",
      "7<6 TaskStateExited",
    ],
  ]);
  await expect(host.client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }))).rejects.toMatchObject({
    ...{ name: "TaskTimedOut", message: "Task Timed Out: 'Provided task does not exist anymore'" },
  });
});

test("a failure is told word for word", async () => {
  const { executionArn, taskToken } = await asked({ End: true });
  await host.client.send(new SendTaskFailureCommand({ taskToken, error: "Failure error", cause: "Failure cause" }));
  expect(await host.ended(executionArn)).toMatchObject({
    status: "FAILED",
    error: "Failure error",
    cause: "Failure cause",
  });
});

test("a failure without error and cause is caught by States.ALL as nulls", async () => {
  const landed = { Landed: { Type: "Pass", End: true } };
  const { executionArn, taskToken } = await asked(
    { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Landed" }], End: true },
    landed,
  );
  await host.client.send(new SendTaskFailureCommand({ taskToken }));
  expect(JSON.parse((await host.ended(executionArn)).output as string)).toEqual({ Error: null, Cause: null });
  const failed = (await host.history(executionArn)).find(({ type }) => type === "TaskFailed");
  expect(failed?.taskFailedEventDetails).toEqual({ resourceType: "lambda", resource: "invoke.waitForTaskToken" });
});

test("heartbeats keep a task alive; a missed one is States.Timeout", async () => {
  const { executionArn, taskToken } = await asked({ HeartbeatSeconds: 1, TimeoutSeconds: 60, End: true });
  for (let beat = 0; beat < 3; beat++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await host.client.send(new SendTaskHeartbeatCommand({ taskToken }));
  }
  const { error, status } = await host.ended(executionArn);
  expect([status, error]).toEqual(["FAILED", "States.Timeout"]);
  expect((await host.history(executionArn)).map(({ type }) => type).slice(-2)).toEqual([
    "TaskTimedOut",
    "ExecutionFailed",
  ]);
  await expect(host.client.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject({
    name: "TaskTimedOut",
  });
});

test("refuses what never was a token, and an output that is not JSON", async () => {
  await expect(
    host.client.send(new SendTaskSuccessCommand({ taskToken: "made-up", output: "{}" })),
  ).rejects.toMatchObject({
    ...{ name: "InvalidToken", message: "Invalid Token: 'Invalid token'" },
  });
  const { executionArn, taskToken } = await asked({ End: true });
  await expect(host.client.send(new SendTaskSuccessCommand({ taskToken, output: "not json" }))).rejects.toMatchObject({
    name: "InvalidOutput",
  });
  await host.client.send(new StopExecutionCommand({ executionArn }));
});
