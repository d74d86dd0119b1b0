// EventBridge Scheduler on this host, as far as one moment and one function go: CreateSchedule, GetSchedule, ListSchedules
// and DeleteSchedule in its REST JSON protocol. https://docs.aws.amazon.com/scheduler/latest/APIReference/

import type { Clock } from "../../clock.ts";
import type { Invocation, Invoke, WireHandler, WireRequest, WireResponse } from "../../wire.ts";
import { requestId } from "../names.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { type Clockwork, createClockwork } from "./clockwork.ts";
import { alreadyThere, arnOf, createInput, dueOf, invalid, notFound, type Schedule, scheduleName } from "./schedule.ts";

export interface SchedulerOptions {
  readonly clock: Clock;
  /** Where schedules are kept; null keeps them in memory. */
  readonly dataDir: string | null;
  readonly invoke: Invoke;
  readonly onDropped: (name: string, invocation: Invocation) => void;
}

export interface Scheduler {
  readonly handle: WireHandler;
  stop(): Promise<void>;
}

export function createScheduler({ onDropped, ...options }: SchedulerOptions): Scheduler {
  const clockwork = createClockwork({ ...options, onDropped: ({ Name }, invocation) => onDropped(Name, invocation) });
  return {
    handle: async (request) => {
      try {
        return await operate(clockwork, options.clock, request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return answer(error.status, { Message: error.message }, { "x-amzn-errortype": error.code });
      }
    },
    stop: async () => clockwork.stop(),
  };
}

async function operate(clockwork: Clockwork, clock: Clock, request: WireRequest): Promise<WireResponse> {
  const { method, path, query } = request;
  if (method === "GET" && path === "/schedules") return answer(200, list(clockwork, query));
  const given = /^\/schedules\/([^/]+)$/.exec(path)?.[1];
  if (given === undefined)
    throw new AwsError("UnknownOperationException", "this host serves schedules only", { status: 404 });
  const name = scheduleName(decoded(given));
  if (method === "POST") return answer(200, await create(clockwork, clock, name, bodyOf(request)));
  const group = query.get("groupName") ?? "default";
  const schedule = clockwork.find(group, name);
  if (schedule === null) throw notFound({ GroupName: group, Name: name });
  if (method === "GET") return answer(200, shown(schedule));
  if (method !== "DELETE") {
    throw new AwsError("UnknownOperationException", "schedules are created, read and deleted here", { status: 404 });
  }
  await clockwork.remove(schedule);
  return answer(200, {});
}

async function create(clockwork: Clockwork, clock: Clock, name: string, body: unknown): Promise<object> {
  const parsed = createInput.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`1 validation error detected: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const schedule: Schedule = { ...parsed.data, Name: name, created: clock.now(), due: dueOf(parsed.data) };
  checkInput(schedule);
  const there = clockwork.find(schedule.GroupName, name);
  if (there === null) await clockwork.add(schedule);
  // The same request once more, as a client repeats it whose answer was lost.
  else if (there.ClientToken === undefined || there.ClientToken !== schedule.ClientToken) throw alreadyThere(schedule);
  return { ScheduleArn: arnOf(schedule) };
}

function checkInput({ Target: { Input } }: Schedule): void {
  try {
    if (Input !== undefined) JSON.parse(Input);
  } catch {
    throw invalid("Invalid RequestJson provided. Reason The Input of a Lambda target must be JSON.");
  }
}

function list(clockwork: Clockwork, query: URLSearchParams): object {
  const prefix = query.get("NamePrefix") ?? "";
  const most = Number(query.get("MaxResults") ?? 100);
  const from = Number(query.get("NextToken") ?? 0);
  if (!Number.isInteger(most) || most < 1 || most > 100) throw invalid("MaxResults must be from 1 to 100");
  if (!Number.isInteger(from) || from < 0) throw invalid("NextToken is not one of this host's");
  const all = clockwork.list(query.get("ScheduleGroup")).filter(({ Name }) => Name.startsWith(prefix));
  return {
    Schedules: all.slice(from, from + most).map((schedule) => ({
      ...{ Arn: arnOf(schedule), GroupName: schedule.GroupName, Name: schedule.Name, State: schedule.State },
      ...{ CreationDate: schedule.created / 1_000, LastModificationDate: schedule.created / 1_000 },
      Target: { Arn: schedule.Target.Arn },
    })),
    ...(from + most < all.length ? { NextToken: String(from + most) } : {}),
  };
}

function shown({ created, due: _, ClientToken: __, ...schedule }: Schedule): object {
  return { ...schedule, Arn: arnOf(schedule), CreationDate: created / 1_000, LastModificationDate: created / 1_000 };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid("the schedule's name in the path is not percent-encoded UTF-8");
  }
}

function bodyOf({ body }: WireRequest): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("SerializationException", "the request body is not JSON");
  }
}

const answer = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): WireResponse => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-requestid": requestId(), ...headers },
  body: JSON.stringify(body),
});
