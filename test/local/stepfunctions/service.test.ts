// What this host adds to the API: status changes, permission, the live view, and its own limits.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import type { StatusChange } from "../../../infra/local/stepfunctions/index.ts";
import { type Host, role, startHost } from "./support/host.ts";
import { create, ended, invoke, machine, run, start } from "./support/machines.ts";

const dataDir = mkdtempSync(join(tmpdir(), "riposte-service-"));
afterAll(() => rmSync(dataDir, { recursive: true }));

const simple = machine({ Only: { Type: "Pass", Output: { done: true }, End: true } });
const until = async (met: () => boolean) => {
  while (!met()) await new Promise((resolve) => setImmediate(resolve));
};

test("tells RUNNING and the end of an execution in EventBridge's envelope, in this order", async () => {
  const changes: StatusChange[] = [];
  const host = await startHost({
    clock: testClock(Date.UTC(2026, 0, 1)),
    onStatusChange: async (change) => void changes.push(change),
  });
  const { execution } = await run(host.client, simple, { a: 1 });
  await until(() => changes.length === 2);
  expect(changes.map(({ detail }) => detail.status)).toEqual(["RUNNING", "SUCCEEDED"]);
  expect(changes[1]).toEqual({
    ...{
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: "aws.states",
      account: "000000000000",
      region: "us-east-1",
    },
    "detail-type": "Step Functions Execution Status Change",
    ...{ time: "2026-01-01T00:00:00Z", resources: [execution.executionArn] },
    detail: {
      ...{ executionArn: execution.executionArn, stateMachineArn: execution.stateMachineArn, name: execution.name },
      ...{ status: "SUCCEEDED", startDate: Date.UTC(2026, 0, 1), stopDate: Date.UTC(2026, 0, 1) },
      ...{
        input: '{"a":1}',
        output: '{"done":true}',
        inputDetails: { included: true },
        outputDetails: { included: true },
      },
      ...{ error: null, cause: null, stateMachineVersionArn: null, stateMachineAliasArn: null },
      ...{ redriveCount: 0, redriveDate: null, redriveStatus: "NOT_REDRIVABLE" },
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    },
  });
  await host.stop();
});

test("a status change that nobody takes is told again, also by the next process", async () => {
  const clock = testClock(Date.UTC(2026, 0, 1));
  let refusals = 0;
  const refuse = async () => {
    refusals += 1;
    throw new Error("not now");
  };
  const first = await startHost({ clock, dataDir, onStatusChange: refuse });
  await run(first.client, simple);
  await until(() => refusals === 1);
  clock.advance(10_000);
  await until(() => refusals === 2);
  await first.stop();
  const taken: string[] = [];
  const second = await startHost({
    clock,
    dataDir,
    onStatusChange: async ({ detail }) => void taken.push(detail.status),
  });
  await until(() => taken.length === 2);
  expect(taken).toEqual(["RUNNING", "SUCCEEDED"]);
  await second.stop();
});

let host: Host;
beforeAll(async () => {
  const mayInvoke = (roleArn: string, name: string) => roleArn === role && name !== "forbidden";
  host = await startHost({
    mayInvoke,
    functions: { echo: (event: unknown) => event, forbidden: () => "never called" },
  });
});
afterAll(() => host.stop());

test("refuses a call that the machine's role does not allow", async () => {
  const { execution } = await run(host.client, machine({ Try: { ...invoke("forbidden"), End: true } }));
  expect(execution).toMatchObject({ status: "FAILED", error: "Lambda.AWSLambdaException" });
  expect(execution.cause).toContain("is not authorized to perform: lambda:InvokeFunction on resource: forbidden");
});

test("a Lambda ARN as the resource has Lambda's own events, its arguments are the payload", async () => {
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";
  const { output, types } = await run(
    host.client,
    machine({ Ask: { Type: "Task", Resource: arn, Arguments: { a: "{% 1 %}" }, End: true } }),
  );
  expect(output).toEqual({ a: 1 });
  expect(types.slice(2, 5)).toEqual(["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded"]);
});

test("shows every event the moment it is recorded", async () => {
  const seen: string[] = [];
  const stopObserving = host.stepFunctions.observe((executionArn, event) =>
    seen.push(`${executionArn.split(":").at(-1)} ${event.id} ${event.type}`),
  );
  const executionArn = await start(host.client, await create(host.client, simple), {}, "watched");
  await ended(host.client, executionArn);
  stopObserving();
  expect(seen).toEqual([
    "watched 1 ExecutionStarted",
    "watched 2 PassStateEntered",
    "watched 3 PassStateExited",
    "watched 4 ExecutionSucceeded",
  ]);
});

test("an execution that goes round for ever ends with its 25,000th event", async () => {
  const { execution, events } = await run(
    host.client,
    machine({
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Choice", Choices: [{ Condition: false, Next: "C" }], Default: "A" },
      C: { Type: "Succeed" },
    }),
  );
  expect(execution).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  expect(execution.cause).toContain("25000");
  expect(events).toHaveLength(1_000);
});

test("tolerated failures of a Map leave their items out; one more fails it by name", async () => {
  const each = {
    StartAt: "Which",
    States: {
      Which: { Type: "Choice", Choices: [{ Condition: "{% $states.input > 2 %}", Next: "Bad" }], Default: "Good" },
      Good: { Type: "Pass", End: true },
      Bad: { Type: "Fail", Error: "Mine" },
    },
  };
  const over = (items: number[]) =>
    machine({ All: { Type: "Map", Items: items, ToleratedFailurePercentage: 50, ItemProcessor: each, End: true } });
  expect((await run(host.client, over([1, 2, 3, 4]))).output).toEqual([1, 2]);
  expect((await run(host.client, over([2, 3, 4]))).execution).toMatchObject({
    ...{
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    },
  });
});

test("what a function does to its event changes nothing here", async () => {
  const greedy = await startHost({ functions: { greedy: (event: { list: number[] }) => event.list.push(3) } });
  const task = { ...invoke("greedy", { list: [1, 2] }), Output: "{% $states.result.Payload %}" };
  const definition = machine({ One: { ...task, Next: "Two" }, Two: { ...task, End: true } });
  expect((await run(greedy.client, definition)).output).toBe(3);
  expect((await run(greedy.client, definition)).output).toBe(3);
  await greedy.stop();
});
