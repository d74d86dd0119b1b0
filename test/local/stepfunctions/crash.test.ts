// The host is killed with SIGKILL, again and again, while runs with waits, retries, branches and questions are under way.
// In the end every run has finished with the right output, nothing that was recorded was done again, and every change of
// status was told. CRASH_KILLS and CRASH_RUNS make it longer.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { role } from "./support/host.ts";
import { invoke, machine } from "./support/machines.ts";

const kills = Number(process.env.CRASH_KILLS ?? 8);
const runs = Number(process.env.CRASH_RUNS ?? 60);
const dataDir = mkdtempSync(join(tmpdir(), "riposte-crash-"));
const childScript = new URL("./support/crash-child.ts", import.meta.url).pathname;

const calling = (name: string, step: string, n: string) => ({
  ...invoke(name, {
    key: `{% $states.context.Execution.Name & '/${step}' & ($exists($states.context.Map.Item.Index) ? '/' & $states.context.Map.Item.Index : '') %}`,
    ...{ n, retry: "{% $states.context.State.RetryCount %}", token: "none" },
  }),
  Output: "{% $states.result.Payload %}",
});
const retried = { Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, MaxAttempts: 2 }] };

const definition = machine({
  First: {
    ...calling("plain", "first", "{% $states.input.n %}"),
    Assign: { n: "{% $states.result.Payload %}" },
    Next: "Both",
  },
  Both: {
    Type: "Parallel",
    Branches: [
      { StartAt: "Flaky", States: { Flaky: { ...calling("flaky", "flaky", "{% $n %}"), ...retried, End: true } } },
      {
        StartAt: "Wait",
        States: {
          Wait: { Type: "Wait", Seconds: 1, Next: "Waited" },
          Waited: { ...calling("plain", "waited", "{% $n %}"), End: true },
        },
      },
    ],
    Next: "Each",
  },
  Each: {
    Type: "Map",
    Items: "{% $append($states.input, [1..4]) %}",
    MaxConcurrency: 3,
    ItemProcessor: {
      StartAt: "One",
      States: { One: { ...calling("plain", "one", "{% $states.input %}"), End: true } },
    },
    Next: "Ask",
  },
  Ask: {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: {
      FunctionName: "ask",
      Payload: {
        key: "{% $states.context.Execution.Name %}",
        token: "{% $states.context.Task.Token %}",
        n: 0,
        retry: 0,
      },
    },
    TimeoutSeconds: 600,
    Output: { sum: "{% $sum($states.input) %}", answer: "{% $states.result %}" },
    End: true,
  },
});
const expected = (n: number) => ({ sum: (n + 2) * 2 + 2 + 2 + 3 + 4 + 5, answer: "yes" });

let child: ChildProcess | null = null;
let url = "";
afterAll(() => {
  child?.kill("SIGKILL");
  rmSync(dataDir, { recursive: true });
});

async function startChild(): Promise<void> {
  const started = spawn(process.execPath, [childScript, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  child = started;
  const port = await new Promise<string>((resolve) =>
    started.stdout.once("data", (data) => resolve(String(data).trim())),
  );
  url = `http://127.0.0.1:${port}`;
}

async function kill(): Promise<void> {
  const killed = child as ChildProcess;
  const exited = new Promise((resolve) => killed.once("exit", resolve));
  killed.kill("SIGKILL");
  await exited;
  noteRecorded();
}

/** A call that is repeated until some life of the host answers it. */
async function call(operation: string, body: object): Promise<Record<string, unknown>> {
  for (;;) {
    try {
      const headers = { "x-amz-target": `AWSStepFunctions.${operation}` };
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()) as Record<string, unknown>;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const lines = (file: string): string[] => {
  const path = join(dataDir, file);
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
};

test("every run survives every kill", async () => {
  await startChild();
  const { stateMachineArn } = await call("CreateStateMachine", { name: "crash", definition, roleArn: role });
  const starting = Promise.all(
    Array.from({ length: runs }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * kills * 500));
      return (await call("StartExecution", { stateMachineArn, name: `run-${n}`, input: JSON.stringify({ n }) }))
        .executionArn;
    }),
  );
  const answered = new Set<string>();
  let over = false;
  const answering = (async () => {
    while (!over) {
      for (const line of lines("tokens")) {
        const token = line.split(" ")[1] as string;
        if (answered.has(token) || Math.random() < 0.5) continue;
        const { __type } = await call("SendTaskSuccess", { taskToken: token, output: '"yes"' });
        expect([undefined, "com.amazonaws.states#TaskTimedOut"]).toContain(__type);
        answered.add(token);
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  })();
  for (let times = 0; times < kills; times++) {
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 250));
    await kill();
    await startChild();
  }
  const executions = (await starting) as string[];
  for (const [n, executionArn] of executions.entries()) {
    let execution = await call("DescribeExecution", { executionArn });
    for (; execution.status === "RUNNING"; execution = await call("DescribeExecution", { executionArn })) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(execution.status, `${executionArn}: ${execution.cause}`).toBe("SUCCEEDED");
    expect(JSON.parse(execution.output as string)).toEqual(expected(n));
  }
  over = true;
  await answering;
  await new Promise((resolve) => setTimeout(resolve, 300));
  await kill();
  checkCalls();
  checkChanges();
}, 120_000);

/** First, flaky twice, waited, six items. */
const callsPerRun = 10;

/** The calls whose outcome the journal holds. */
function recordedCalls(): string[] {
  const database = new DatabaseSync(join(dataDir, "stepfunctions.db"));
  const rows = database
    .prepare(
      `SELECT scheduled.details FROM events ended
       JOIN events started ON started.key BETWEEN ended.key - 1000 AND ended.key AND started.key / 1048576 = ended.key / 1048576 AND started.id = ended.previous
       JOIN events scheduled ON scheduled.key BETWEEN started.key - 1000 AND started.key AND scheduled.key / 1048576 = ended.key / 1048576 AND scheduled.id = started.previous
       WHERE ended.type IN ('TaskSucceeded', 'TaskFailed') AND scheduled.type = 'TaskScheduled'`,
    )
    .all() as { details: string }[];
  database.close();
  const payloads = rows.map(({ details }) => JSON.parse(JSON.parse(details).parameters).Payload);
  return payloads.filter(({ token }) => token === "none").map(({ key, retry }) => `${key}/${retry}`);
}

const timesCalled = () => {
  const times = new Map<string, number>();
  for (const call of lines("calls")) times.set(call, (times.get(call) ?? 0) + 1);
  return times;
};

/** After a kill: remembers how often each call that is on record had been made. */
function noteRecorded(): void {
  const times = timesCalled();
  for (const call of recordedCalls())
    if (!timesWhenRecorded.has(call)) timesWhenRecorded.set(call, times.get(call) ?? 0);
}
const timesWhenRecorded = new Map<string, number>();

/** Every attempt of every task is recorded once, and none was called after it was. */
function checkCalls(): void {
  const times = timesCalled();
  expect(times.size).toBe(runs * callsPerRun);
  expect(recordedCalls().sort()).toEqual([...times.keys()].sort());
  for (const [call, before] of timesWhenRecorded) expect(times.get(call), call).toBe(before);
  const doubled = lines("calls").length - times.size;
  process.stdout.write(
    `${runs} runs, ${kills} kills: ${doubled} of ${times.size} calls made again, between their answer and our record\n`,
  );
}

function checkChanges(): void {
  const changes = new Set(lines("changes"));
  for (let n = 0; n < runs; n++) {
    for (const status of ["RUNNING", "SUCCEEDED"])
      expect(changes, `change of run ${n}`).toContain(`run-${n} ${status}`);
  }
}
