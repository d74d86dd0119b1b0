// How many executions of a five-task machine the local Step Functions finish a second, with every step on disk, and
// what memory stays resident over tens of thousands of them. `node test/bench/stepfunctions.ts [executions]`
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import { realClock } from "../../infra/local/clock.ts";
import { createStepFunctions } from "../../infra/local/stepfunctions/index.ts";
import { invokeOf, startHost } from "../local/stepfunctions/support/host.ts";

const total = Number(process.argv[2] ?? 10_000);
const inFlight = 200;

const task = (next: string | null) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: {
    FunctionName: "echo",
    Payload: { input: "{% $states.input %}", step: "{% $states.context.State.Name %}" },
  },
  Output: "{% $states.result.Payload.input %}",
  Assign: { last: "{% $states.result.Payload.step %}" },
  Retry: [{ ErrorEquals: ["States.TaskFailed"] }],
  ...(next === null ? { End: true } : { Next: next }),
});
const definition = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "One",
  States: { One: task("Two"), Two: task("Three"), Three: task("Four"), Four: task("Five"), Five: task(null) },
});

const input = JSON.stringify({ finding: { id: "f-1", sourceIp: "203.0.113.7", description: "x".repeat(600) } });
const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;

async function run(dataDir: string | null, title: string): Promise<void> {
  let finished = 0;
  let wake: () => void = () => undefined;
  const stepFunctions = createStepFunctions({
    ...{ dataDir, clock: realClock(), region: "us-east-1", account: "000000000000" },
    invoke: invokeOf({ echo: async (event: unknown) => event }),
    async onStatusChange(event) {
      if (event.detail.status === "RUNNING") return;
      if (event.detail.status !== "SUCCEEDED") throw new Error(`${event.detail.name}: ${event.detail.cause}`);
      finished += 1;
      wake();
    },
  });
  await stepFunctions.resume();
  const call = async (operation: string, body: object) => {
    const answer = await stepFunctions.handle({
      ...{ method: "POST", path: "/", query: new URLSearchParams(), body: Buffer.from(JSON.stringify(body)) },
      headers: { "x-amz-target": `AWSStepFunctions.${operation}` },
    });
    if (answer.status !== 200) throw new Error(String(answer.body));
    return JSON.parse(String(answer.body));
  };
  const roleArn = "arn:aws:iam::000000000000:role/bench";
  const { stateMachineArn } = await call("CreateStateMachine", { name: "bench", definition, roleArn });
  const memory: string[] = [];
  const began = performance.now();
  for (let started = 0; started < total; started++) {
    if (started - finished >= inFlight) await new Promise<void>((resolve) => (wake = resolve));
    void call("StartExecution", { stateMachineArn, name: `run-${started}`, input });
    if (started % Math.ceil(total / 5) === 0) memory.push(megabytes(process.memoryUsage().rss));
  }
  while (finished < total) await new Promise<void>((resolve) => (wake = resolve));
  const seconds = (performance.now() - began) / 1_000;
  memory.push(megabytes(process.memoryUsage().rss));
  await stepFunctions.stop();
  process.stdout.write(
    `${title}: ${Math.round(total / seconds)} executions/s (${total} in ${seconds.toFixed(1)} s); resident ${memory.join(" → ")}\n`,
  );
}

/** From an empty process's point of view: a data directory opened, a server listening, a first answer given. */
async function timeToReady(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "riposte-bench-"));
  const began = performance.now();
  const host = await startHost({ dataDir });
  await host.client.send(
    new CreateStateMachineCommand({ name: "first", definition, roleArn: "arn:aws:iam::000000000000:role/bench" }),
  );
  process.stdout.write(`ready and first answer: ${Math.round(performance.now() - began)} ms\n`);
  await host.stop();
  rmSync(dataDir, { recursive: true });
}

await timeToReady();
const dataDir = mkdtempSync(join(tmpdir(), "riposte-bench-"));
try {
  await run(dataDir, "on disk");
} finally {
  rmSync(dataDir, { recursive: true });
}
await run(null, "in memory");
