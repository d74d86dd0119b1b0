// Thousands of mutations of valid requests and definitions: whatever comes in, the answer is a modelled error or a
// success, and a machine that was accepted runs without the host failing.

import * as sfn from "@aws-sdk/client-sfn";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import { createStepFunctions, type StepFunctions } from "../../../infra/local/stepfunctions/index.ts";
import { invokeOf, role } from "./support/host.ts";
import { mutated, type Sample, samples } from "./support/mutations.ts";

const clock = testClock(Date.UTC(2026, 0, 1));
let host: StepFunctions;
let moving: NodeJS.Timeout;
const runs = Number(process.env.FUZZ_RUNS ?? 1_200);

beforeAll(async () => {
  host = createStepFunctions({
    ...{ dataDir: null, clock, region: "us-east-1", account: "000000000000", onStatusChange: async () => undefined },
    invoke: invokeOf({
      echo: (event: unknown) => event,
      fails: () => Promise.reject(Object.assign(new Error("no"), { name: "Busy" })),
    }),
  });
  await host.resume();
  // A day at a time: whatever a mutation waits for comes at once.
  moving = setInterval(() => clock.advance(86_400_000), 1);
});
afterAll(async () => {
  clearInterval(moving);
  await host.stop();
});

const ofTheFront = [
  "SerializationException",
  "UnknownOperationException",
  "RequestEntityTooLargeException",
  "ValidationException",
];
const modelled = new Set([...ofTheFront, ...Object.keys(sfn).filter((name) => /^[A-Z]/.test(name))]);

const send = async (target: string, body: string) => {
  const answer = await host.handle({
    ...{ method: "POST", path: "/", query: new URLSearchParams(), body: Buffer.from(body) },
    headers: { "x-amz-target": target },
  });
  const value = JSON.parse(String(answer.body));
  if (answer.status !== 200) {
    expect([400, 413], `${target} ${body.slice(0, 2_000)}: ${answer.body}`).toContain(answer.status);
    expect(modelled, String(answer.body)).toContain(value.__type.split("#")[1]);
    expect(value.message).toEqual(expect.any(String));
  }
  return { status: answer.status, value };
};
const call = (operation: string, body: unknown) => send(`AWSStepFunctions.${operation}`, JSON.stringify(body));

test("refuses what is not a request", async () => {
  const noise = fc.record({ target: fc.string(), body: fc.oneof(fc.string({ maxLength: 200 }), fc.json()) });
  await fc.assert(
    fc.asyncProperty(noise, async ({ target, body }) => void (await send(target, body))),
    { numRuns: runs },
  );
});

test("answers every mutation of a valid request", async () => {
  const { stateMachineArn } = (
    await call("CreateStateMachine", { name: "valid", definition: samples.simple, roleArn: role })
  ).value;
  const { executionArn } = (await call("StartExecution", { stateMachineArn, name: "valid" })).value;
  const token = Buffer.alloc(64, 7).toString("base64");
  const valid: readonly Sample[] = [
    [
      "CreateStateMachine",
      { name: "other", definition: samples.simple, roleArn: role, tags: [{ key: "a", value: "b" }] },
    ],
    ["UpdateStateMachine", { stateMachineArn, roleArn: role, loggingConfiguration: { level: "OFF" } }],
    ["DescribeStateMachine", { stateMachineArn, includedData: "ALL_DATA" }],
    ["DescribeStateMachineForExecution", { executionArn }],
    ["DeleteStateMachine", { stateMachineArn: `${stateMachineArn}-gone` }],
    ["ListStateMachines", { maxResults: 3 }],
    ["ValidateStateMachineDefinition", { definition: samples.simple, type: "STANDARD", maxResults: 2 }],
    ["StartExecution", { stateMachineArn, input: '{"a": [1, 2]}', traceHeader: "Root=1" }],
    ["DescribeExecution", { executionArn }],
    ["ListExecutions", { stateMachineArn, statusFilter: "RUNNING", maxResults: 2 }],
    ["GetExecutionHistory", { executionArn, maxResults: 2, reverseOrder: true, includeExecutionData: false }],
    ["StopExecution", { executionArn, error: "E", cause: "C" }],
    ["SendTaskSuccess", { taskToken: token, output: "{}" }],
    ["SendTaskFailure", { taskToken: token, error: "E", cause: "C" }],
    ["SendTaskHeartbeat", { taskToken: token }],
  ];
  for (const [operation, body] of valid) {
    const mutations = fc.asyncProperty(mutated(body), async (mutation) => void (await call(operation, mutation)));
    await fc.assert(mutations, { numRuns: Math.ceil(runs / valid.length) });
  }
});

test("runs every mutation of a definition that it accepts", async () => {
  let accepted = 0;
  let counter = 0;
  const property = fc.asyncProperty(
    fc.oneof(...Object.values(samples).map((text) => mutated(JSON.parse(text)))),
    async (definition) => {
      const name = `mutant-${++counter}`;
      const created = await call("CreateStateMachine", { name, definition: JSON.stringify(definition), roleArn: role });
      if (created.status !== 200) return;
      accepted += 1;
      const { stateMachineArn } = created.value;
      const { executionArn } = (await call("StartExecution", { stateMachineArn, input: '{"n": 1, "list": [1, 2]}' }))
        .value;
      await settled(executionArn, definition);
      await call("DeleteStateMachine", { stateMachineArn });
    },
  );
  await fc.assert(property, { numRuns: runs });
  expect(accepted).toBeGreaterThan(runs / 100);
}, 120_000);

/** Some turns of the event loop for the execution; what then still runs is stopped, as one that waits for a token. */
async function settled(executionArn: string, definition: unknown): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    const { value } = await call("DescribeExecution", { executionArn });
    if (value.status !== "RUNNING") {
      expect(value.cause ?? "", JSON.stringify(definition)).not.toContain("the host failed");
      expect(value.cause ?? "", JSON.stringify(definition)).not.toContain("the journal holds");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await call("StopExecution", { executionArn });
}
