// The operations on machines and executions: idempotency, pages, filters, and the errors of each.
import { randomUUID } from "node:crypto";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Conformance, conformance, machine } from "./support/host.ts";

let host: Conformance;
beforeAll(async () => {
  host = await conformance();
});
afterAll(() => host.stop());

const simple = machine({ Only: { Type: "Pass", End: true } });
const waiting = machine({ Wait: { Type: "Wait", Seconds: 1_000, End: true } });
const nowhere = (arn: string) => arn.replace(/[^:]+$/, "nowhere");

describe("machines", () => {
  test("the same creation again is answered as the first; another definition is refused", async () => {
    const name = `conformance-${randomUUID()}`;
    const request = { name, definition: simple, roleArn: host.role };
    const first = await host.client.send(new CreateStateMachineCommand(request));
    const second = await host.client.send(new CreateStateMachineCommand(request));
    expect(second.stateMachineArn).toBe(first.stateMachineArn);
    expect(second.creationDate).toEqual(first.creationDate);
    await expect(
      host.client.send(new CreateStateMachineCommand({ ...request, definition: waiting })),
    ).rejects.toMatchObject({
      ...{ name: "StateMachineAlreadyExists", message: `State Machine Already Exists: '${first.stateMachineArn}'` },
    });
    await host.client.send(new DeleteStateMachineCommand({ stateMachineArn: first.stateMachineArn }));
  });

  test("a machine is described as it was created, with the variables that its states read", async () => {
    const definition = machine({
      A: { Type: "Pass", Assign: { x: 1 }, Next: "B" },
      B: { Type: "Pass", Output: "{% $x + $count([1]) %}", End: true },
    });
    const stateMachineArn = await host.create(definition);
    const described = await host.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({
      ...{ stateMachineArn, definition, status: "ACTIVE", type: "STANDARD", roleArn: host.role },
      ...{
        loggingConfiguration: { level: "OFF", includeExecutionData: false },
        tracingConfiguration: { enabled: false },
      },
      variableReferences: { B: ["x"] },
    });
    const { stateMachines } = await host.client.send(new ListStateMachinesCommand({ maxResults: 1_000 }));
    expect(stateMachines?.map((listed) => listed.stateMachineArn)).toContain(stateMachineArn);
  });

  test("what runs keeps the definition that it started with", async () => {
    const stateMachineArn = await host.create(waiting);
    const executionArn = await host.start(stateMachineArn);
    const { revisionId } = await host.client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: simple }),
    );
    expect(revisionId).toEqual(expect.any(String));
    const before = await host.client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(before.definition).toBe(waiting);
    expect((await host.client.send(new DescribeStateMachineCommand({ stateMachineArn }))).definition).toBe(simple);
    await host.client.send(new StopExecutionCommand({ executionArn }));
  });

  test("deleting what does not exist is fine; starting it is refused", async () => {
    const stateMachineArn = nowhere(await host.create(simple));
    await host.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await expect(host.client.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
      ...{ name: "StateMachineDoesNotExist", message: `State Machine Does Not Exist: '${stateMachineArn}'` },
    });
  });

  test("refuses an update that changes nothing, a bad name and a bad ARN", async () => {
    const stateMachineArn = await host.create(simple);
    await expect(host.client.send(new UpdateStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "MissingRequiredParameter",
    });
    const bad = { name: "a b", definition: simple, roleArn: host.role };
    await expect(host.client.send(new CreateStateMachineCommand(bad))).rejects.toMatchObject({
      name: "InvalidName",
      message: "Invalid Name: 'a b'",
    });
    await expect(host.client.send(new DescribeStateMachineCommand({ stateMachineArn: "x" }))).rejects.toMatchObject({
      ...{ name: "InvalidArn", message: "Invalid Arn: 'Invalid ARN prefix: x'" },
    });
  });
});

describe("executions", () => {
  test("a name and input that run already are the same execution; anything else of that name is refused", async () => {
    const stateMachineArn = await host.create(waiting);
    const request = { stateMachineArn, name: "once", input: "{}" };
    const first = await host.client.send(new StartExecutionCommand(request));
    const second = await host.client.send(new StartExecutionCommand(request));
    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
    const exists = { name: "ExecutionAlreadyExists", message: `Execution Already Exists: '${first.executionArn}'` };
    await expect(host.client.send(new StartExecutionCommand({ ...request, input: "[]" }))).rejects.toMatchObject(
      exists,
    );
    await host.client.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    await expect(host.client.send(new StartExecutionCommand(request))).rejects.toMatchObject(exists);
  });

  test.each([
    [
      "not json",
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
    ["", "Invalid execution input."],
  ])("refuses the input %j", async (input, problem) => {
    const stateMachineArn = await host.create(simple);
    await expect(host.client.send(new StartExecutionCommand({ stateMachineArn, input }))).rejects.toMatchObject({
      ...{ name: "InvalidExecutionInput", message: `Invalid State Machine Execution Input: '${problem}'` },
    });
  });

  test("a stopped execution ends with the words of who stopped it, after no state", async () => {
    const executionArn = await host.start(await host.create(waiting));
    const { stopDate } = await host.client.send(new StopExecutionCommand({ executionArn, error: "E", cause: "C" }));
    const execution = await host.ended(executionArn);
    expect(execution).toMatchObject({
      status: "ABORTED",
      error: "E",
      cause: "C",
      stopDate,
      redriveStatus: "REDRIVABLE",
    });
    const last = (await host.history(executionArn)).at(-1);
    expect(last).toMatchObject({
      type: "ExecutionAborted",
      previousEventId: 0,
      executionAbortedEventDetails: { error: "E", cause: "C" },
    });
  });

  test("histories come in pages, backwards, and without data", async () => {
    const { executionArn, events } = await host.run(simple, { secret: 1 });
    const first = await host.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 3 }));
    const rest = await host.client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 3, nextToken: first.nextToken }),
    );
    expect([...(first.events ?? []), ...(rest.events ?? [])]).toEqual(events);
    expect(rest.nextToken).toBeUndefined();
    const back = await host.client.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }));
    expect(back.events?.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    const bare = await host.client.send(new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }));
    expect(JSON.stringify(bare.events)).not.toContain("secret");
    await expect(
      host.client.send(new GetExecutionHistoryCommand({ executionArn, nextToken: "made-up" })),
    ).rejects.toMatchObject({ name: "InvalidToken" });
  });

  test("lists the newest first, by status, in pages", async () => {
    const stateMachineArn = await host.create(simple);
    const started: string[] = [];
    for (let count = 0; count < 5; count++) {
      const executionArn = await host.start(stateMachineArn);
      started.push(executionArn);
      await host.ended(executionArn);
    }
    const listed: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await host.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken }));
      listed.push(...(page.executions ?? []).map(({ executionArn }) => executionArn));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(listed).toEqual(started.toReversed());
    const running = await host.client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING" }));
    expect(running.executions).toEqual([]);
    await expect(
      host.client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "succeeded" as "FAILED" })),
    ).rejects.toMatchObject({
      message:
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: " +
        "Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
    });
  });

  test("refuses an execution that does not exist", async () => {
    const executionArn = nowhere((await host.run(simple)).executionArn);
    await expect(host.client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
      ...{ name: "ExecutionDoesNotExist", message: `Execution Does Not Exist: '${executionArn}'` },
    });
  });
});
