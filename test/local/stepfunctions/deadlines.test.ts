// Waits, retries, timeouts and tokens keep their moments, also across the end of the process.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendTaskHeartbeatCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { afterAll, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import { type Host, type HostOptions, startHost } from "./support/host.ts";
import { create, ended, history, invoke, machine, recorded, start } from "./support/machines.ts";

const directory = mkdtempSync(join(tmpdir(), "riposte-deadlines-"));
afterAll(() => rmSync(directory, { recursive: true }));

const began = Date.UTC(2026, 0, 1);
const seconds = (count: number) => count * 1_000;
const freshDirectory = () => mkdtempSync(join(directory, "data-"));

/** A second process on the same data, `later` milliseconds after the first began. */
async function again(first: Host, options: HostOptions, later: number) {
  await first.stop();
  const clock = testClock(began + later);
  return { clock, host: await startHost({ ...options, clock }) };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test("a Wait that began before a restart ends at its own moment after it", async () => {
  const options = { dataDir: freshDirectory() };
  const first = await startHost({ ...options, clock: testClock(began) });
  const executionArn = await start(
    first.client,
    await create(first.client, machine({ Wait: { Type: "Wait", Seconds: 60, End: true } })),
  );
  await recorded(first.client, executionArn, "WaitStateEntered");
  const { host, clock } = await again(first, options, seconds(59));
  await turns();
  expect((await history(host.client, executionArn)).at(-1)?.type).toBe("WaitStateEntered");
  clock.advance(seconds(1));
  expect((await ended(host.client, executionArn)).stopDate).toEqual(new Date(began + seconds(60)));
  await host.stop();
});

test("retries wait Interval × Backoff^n seconds, at most MaxDelaySeconds, and FULL jitter takes a share of that", async () => {
  const clock = testClock(began);
  const host = await startHost({
    ...{ clock, jitter: () => 0.5 },
    functions: { busy: () => Promise.reject(Object.assign(new Error("no"), { name: "Busy" })) },
  });
  const retry = (rest: object) => [
    { ErrorEquals: ["Busy"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 10, ...rest },
  ];
  const delays = async (rest: object) => {
    const definition = machine({ Try: { ...invoke("busy"), Retry: retry(rest), End: true } });
    const executionArn = await start(host.client, await create(host.client, definition));
    const moving = setInterval(() => clock.advance(500), 1);
    await ended(host.client, executionArn);
    clearInterval(moving);
    const events = await history(host.client, executionArn);
    const at = (type: string) =>
      events.filter((event) => event.type === type).map((event) => event.timestamp?.getTime() ?? 0);
    return at("TaskFailed")
      .slice(0, -1)
      .map((failed, index) => ((at("TaskScheduled")[index + 1] ?? 0) - failed) / 1_000);
  };
  expect(await delays({})).toEqual([2, 6, 10]);
  expect(await delays({ JitterStrategy: "FULL" })).toEqual([1, 3, 5]);
  await host.stop();
});

test("a token given out before a restart is good after it, and its task times out when it would have", async () => {
  const options = { dataDir: freshDirectory(), functions: { ask: () => null } };
  const first = await startHost({ ...options, clock: testClock(began) });
  const ask = {
    ...invoke("ask", { token: "{% $states.context.Task.Token %}" }),
    ...{
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      TimeoutSeconds: 100,
      HeartbeatSeconds: 60,
      End: true,
    },
  };
  const stateMachineArn = await create(first.client, machine({ Ask: ask }));
  const [answered, forgotten] = await Promise.all([
    start(first.client, stateMachineArn),
    start(first.client, stateMachineArn),
  ]);
  const tokenOf = async (executionArn: string) => {
    await recorded(first.client, executionArn, "TaskSubmitted");
    const scheduled = await recorded(first.client, executionArn, "TaskScheduled");
    return JSON.parse(scheduled.taskScheduledEventDetails?.parameters as string).Payload.token as string;
  };
  const tokens = [await tokenOf(answered), await tokenOf(forgotten)] as const;
  const { host, clock } = await again(first, options, seconds(50));
  for (const taskToken of tokens) await host.client.send(new SendTaskHeartbeatCommand({ taskToken }));
  const { host: third, clock: later } = await again(host, options, seconds(99));
  void clock;
  await third.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '"yes"' }));
  expect((await ended(third.client, answered)).output).toBe('"yes"');
  later.advance(seconds(1));
  expect(await ended(third.client, forgotten)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  await expect(
    third.client.send(new SendTaskSuccessCommand({ taskToken: tokens[1], output: "1" })),
  ).rejects.toMatchObject({ name: "TaskTimedOut" });
  await third.stop();
});

test("the machine's own timeout runs on while the process does not", async () => {
  const options = { dataDir: freshDirectory() };
  const first = await startHost({ ...options, clock: testClock(began) });
  const definition = machine({ Wait: { Type: "Wait", Seconds: 1_000, End: true } }, { TimeoutSeconds: 30 });
  const executionArn = await start(first.client, await create(first.client, definition));
  const { host } = await again(first, options, seconds(31));
  expect((await ended(host.client, executionArn)).status).toBe("TIMED_OUT");
  await host.stop();
});

test("a parent and the child it waits for are carried on together", async () => {
  const options = { dataDir: freshDirectory() };
  const first = await startHost({ ...options, clock: testClock(began) });
  const child = await create(
    first.client,
    machine({ Wait: { Type: "Wait", Seconds: 10, Next: "Done" }, Done: { Type: "Succeed", Output: "from the child" } }),
  );
  const sync = {
    Type: "Task",
    Resource: "arn:aws:states:::states:startExecution.sync:2",
    Arguments: { StateMachineArn: child },
    Output: "{% $states.result.Output %}",
    End: true,
  };
  const executionArn = await start(first.client, await create(first.client, machine({ Run: sync })));
  await recorded(first.client, executionArn, "TaskSubmitted");
  const { host, clock } = await again(first, options, seconds(5));
  clock.advance(seconds(5));
  expect((await ended(host.client, executionArn)).output).toBe('"from the child"');
  await host.stop();
});
