// EventBridge Scheduler over the wire, in its REST JSON: its SDK client is not among this project's packages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../../infra/local/aws/index.ts";
import { type MovableClock, testClock } from "../../../infra/local/clock.ts";
import type { Invocation, Invoke } from "../../../infra/local/wire.ts";

const folder = mkdtempSync(join(tmpdir(), "riposte-scheduler-"));
afterAll(() => rmSync(folder, { recursive: true }));

const begin = Date.parse("2026-11-23T10:00:00Z");
const arn = "arn:aws:lambda:us-east-1:000000000000:function:riposte-expiry";
const RoleArn = "arn:aws:iam::000000000000:role/riposte-expiry";
const fine: Invocation = { ok: true, payload: null };
const broken: Invocation = { ok: false, errorType: "Busy", errorMessage: "not now", trace: [] };

interface World {
  readonly clock: MovableClock;
  readonly scheduler: Scheduler;
  readonly calls: unknown[];
  call(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; error: string | undefined; body: unknown }>;
}

function world(answers: Invocation[] = [], dataDir: string | null = null, clock = testClock(begin)): World {
  const calls: unknown[] = [];
  const invoke: Invoke = async (name, payload) => {
    calls.push([name, payload]);
    return answers.shift() ?? fine;
  };
  const scheduler = createScheduler({ clock, dataDir, invoke, onDropped: () => {} });
  return {
    ...{ clock, scheduler, calls },
    async call(method, path, body) {
      const url = new URL(path, "http://127.0.0.1");
      const answer = await scheduler.handle({
        ...{ method, path: url.pathname, query: url.searchParams, headers: {} },
        body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
      });
      const error = answer.headers["x-amzn-errortype"];
      return { status: answer.status, error, body: JSON.parse(String(answer.body)) as unknown };
    },
  };
}

const schedule = (changes: object = {}): object => ({
  ScheduleExpression: "at(2026-11-23T11:00:00)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: arn, RoleArn, Input: '{"undo":"case-1"}' },
  ActionAfterCompletion: "DELETE",
  ClientToken: "token-1",
  ...changes,
});
/** Lets what was fired run to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

test("calls its function once, at its moment, and is gone", async () => {
  const { call, clock, calls } = world();
  const made = await call("POST", "/schedules/one", schedule());
  expect(made.body).toEqual({ ScheduleArn: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/one" });
  expect((await call("GET", "/schedules/one")).body).toMatchObject({
    Name: "one",
    State: "ENABLED",
    Target: { Arn: arn },
  });
  clock.advance(3_599_000);
  await settle();
  expect(calls).toEqual([]);
  clock.advance(1_000);
  await settle();
  expect(calls).toEqual([[arn, { undo: "case-1" }]]);
  expect(await call("GET", "/schedules/one")).toMatchObject({ status: 404, error: "ResourceNotFoundException" });
});

test("a failure is tried again", async () => {
  const { call, clock, calls } = world([broken, broken]);
  await call("POST", "/schedules/one", schedule());
  for (let turn = 0; turn < 4; turn += 1) {
    clock.advance(3_600_000);
    await settle();
  }
  expect(calls).toHaveLength(3);
});

test("what was due while no process ran fires in the next one, and what was deleted never does", async () => {
  const first = world([], folder);
  await first.call("POST", "/schedules/kept", schedule());
  await first.call("POST", "/schedules/deleted", schedule());
  expect((await first.call("DELETE", "/schedules/deleted")).status).toBe(200);
  await first.scheduler.stop();
  const second = world([], folder, testClock(begin + 7_200_000));
  await settle();
  expect(second.calls).toHaveLength(1);
  await second.scheduler.stop();
});

test("lists by prefix, in pages", async () => {
  const { call } = world();
  for (const name of ["a-1", "a-2", "b-1"]) await call("POST", `/schedules/${name}`, schedule());
  const first = (await call("GET", "/schedules?NamePrefix=a&MaxResults=1")).body as {
    Schedules: { Name: string }[];
    NextToken: string;
  };
  expect(first.Schedules.map(({ Name }) => Name)).toEqual(["a-1"]);
  const rest = await call("GET", `/schedules?NamePrefix=a&MaxResults=1&NextToken=${first.NextToken}`);
  expect(rest.body).toMatchObject({ Schedules: [{ Name: "a-2" }] });
  expect(rest.body).not.toHaveProperty("NextToken");
});

test("the same request again is the same schedule; another of its name is refused", async () => {
  const { call } = world();
  await call("POST", "/schedules/one", schedule());
  expect((await call("POST", "/schedules/one", schedule())).status).toBe(200);
  const other = await call("POST", "/schedules/one", schedule({ ClientToken: "token-2" }));
  expect(other).toMatchObject({ status: 409, error: "ConflictException" });
});

test.each([
  ["a rate", schedule({ ScheduleExpression: "rate(5 minutes)" }), "Invalid Schedule Expression rate(5 minutes)."],
  ["a date that is none", schedule({ ScheduleExpression: "at(2026-13-45T99:00:00)" }), "Invalid Schedule Expression"],
  ["another zone", schedule({ ScheduleExpressionTimezone: "Europe/Berlin" }), "this host takes the time zone UTC"],
  [
    "a target that is no function",
    schedule({ Target: { Arn: "arn:aws:sqs:us-east-1:000000000000:q", RoleArn } }),
    "Target.Arn",
  ],
  ["an input that is not JSON", schedule({ Target: { Arn: arn, RoleArn, Input: "{" } }), "must be JSON"],
  ["no target", { ScheduleExpression: "at(2026-11-23T11:00:00)" }, "1 validation error detected"],
])("refuses %s", async (_, body, why) => {
  const answer = await world().call("POST", "/schedules/one", body);
  expect(answer).toMatchObject({
    status: 400,
    error: "ValidationException",
    body: { Message: expect.stringContaining(why) },
  });
});

test("refuses a name that AWS would refuse, and what is not served", async () => {
  const { call } = world();
  expect(await call("POST", "/schedules/a%20b", schedule())).toMatchObject({
    status: 400,
    error: "ValidationException",
  });
  expect(await call("POST", "/schedules/%E0", schedule())).toMatchObject({ status: 400, error: "ValidationException" });
  expect(await call("GET", "/schedule-groups")).toMatchObject({ status: 404 });
  expect(await call("DELETE", "/schedules/nobody")).toMatchObject({ status: 404, error: "ResourceNotFoundException" });
});
