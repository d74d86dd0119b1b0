// A compiled machine on the local Step Functions, from its input to its end: functions are plain code, people are words,
// and the time stands still unless somebody lets it pass.

import { type MovableClock, testClock } from "../../infra/local/clock.ts";
import { createStepFunctions, type StatusChange } from "../../infra/local/stepfunctions/index.ts";
import type { Invocation } from "../../infra/local/wire.ts";
import { type Machine, statesOf } from "../../playbooks/compiler/emit/asl.ts";
import { fill } from "../../playbooks/compiler/emit/fill.ts";
import { aFinding } from "./a-playbook.ts";
import { assertSound } from "./sound-machine.ts";

type Payload = Readonly<Record<string, unknown>> & { readonly call: Readonly<Record<string, unknown>> };

/** What a function gives: an output, or a failure by name. Riposte's own answer what they are given, whole. */
export type Answer = (payload: Payload) => unknown;

/** A person's answer to a question, or that there is none. */
export type Reply =
  | "approved"
  | "denied"
  | "not-asked"
  | "rehearsed"
  | "expired"
  | "yes"
  | "no"
  | "impossible"
  | (string & {});

export interface Wanted {
  readonly finding?: unknown;
  readonly mode?: "live" | "dry-run";
  /** By action id, or by the step's id where one answers differently. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** By step; a list answers one question after the other. */
  readonly replies?: Readonly<Record<string, Reply | readonly Reply[]>>;
}

export interface Called {
  readonly step: string;
  readonly function: string;
  readonly payload: Payload;
}

export interface Ran {
  readonly status: string;
  readonly error: string | null;
  readonly cause: string | null;
  readonly calls: readonly Called[];
  /** Steps called, in order, each with its place in a loop: `disable 0`. */
  readonly steps: readonly string[];
  /** States entered, in order. */
  readonly states: readonly string[];
  /** The input that a step was called with. */
  inputOf(step: string): unknown;
}

/** A failure by the name that Step Functions sees. */
export const fails =
  (name: string, message = "the test says so"): Answer =>
  () => {
    throw Object.assign(new Error(message), { name });
  };

/** What every stub answers that no test names: as the contracts of `an-action.ts` promise. */
const anOutput = { score: 1, country: "PT", tags: ["a"] };

export async function runMachine(machine: Machine, wanted: Wanted = {}): Promise<Ran> {
  assertSound(machine);
  const calls: Called[] = [];
  const states: string[] = [];
  const clock = testClock(Date.parse("2026-11-23T10:00:00Z"));
  const asked = new Map<string, number>();
  let closed = (_: StatusChange) => {};
  const closing = new Promise<StatusChange>((resolve) => (closed = resolve));
  const host = createStepFunctions({
    ...{ dataDir: null, clock, region: "us-east-1", account: "000000000000", jitter: () => 0 },
    async invoke(name, given): Promise<Invocation> {
      const payload = given as Payload;
      const step = String(payload.call.step);
      calls.push({ step, function: name, payload });
      if (typeof payload.token === "string") return ask(step, payload.token);
      const answers = new Map(Object.entries(wanted.answers ?? {}));
      const own = answers.get(step) ?? answers.get(name) ?? anOutput;
      try {
        const output = typeof own === "function" ? await (own as Answer)(payload) : own;
        return { ok: true, payload: name.includes(".") ? { output, simulated: false } : output };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error;
        return { ok: false, errorType, errorMessage, trace: [] };
      }
    },
    async onStatusChange(event) {
      if (event.detail.status !== "RUNNING") closed(event);
    },
  });
  const call = async (operation: string, body: object) => {
    const headers = { "x-amz-target": `AWSStepFunctions.${operation}` };
    const answer = await host.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers,
      body: Buffer.from(JSON.stringify(body)),
    });
    if (answer.status !== 200) throw new Error(`${operation}: ${String(answer.body)}`);
    return JSON.parse(String(answer.body));
  };

  async function ask(step: string, taskToken: string): Promise<Invocation> {
    const replies = wanted.replies?.[step] ?? "approved";
    const turn = asked.get(step) ?? 0;
    asked.set(step, turn + 1);
    const reply = typeof replies === "string" ? replies : (replies[turn] ?? "approved");
    if (reply === "impossible") return { ok: false, errorType: "Bug", errorMessage: "cannot ask", trace: [] };
    if (reply === "expired") setImmediate(() => passTime(clock));
    else {
      const output = JSON.stringify({ decision: reply, answer: reply, approval: "a1", by: "dana.kim" });
      setImmediate(() => void call("SendTaskSuccess", { taskToken, output }));
    }
    return { ok: true, payload: {} };
  }

  await host.resume();
  host.observe((_, event) => {
    const name = event.stateEnteredEventDetails?.name;
    if (name !== undefined) states.push(name);
    if (event.type === "WaitStateEntered") setImmediate(() => passTime(clock));
  });
  const filled = fill(machine, { functionOf: (id) => id, version: "v1" });
  const roleArn = "arn:aws:iam::000000000000:role/machine";
  const { stateMachineArn } = await call("CreateStateMachine", {
    name: "test",
    definition: JSON.stringify(filled),
    roleArn,
  });
  const run = { case: "case-1", startedBy: "test", requestedBy: null, mode: wanted.mode ?? "live", attempt: 1 };
  await call("StartExecution", {
    stateMachineArn,
    name: "run-1",
    input: JSON.stringify({ finding: wanted.finding ?? aFinding, run }),
  });
  const { detail } = await closing;
  await host.stop();
  return {
    ...{ status: detail.status, error: detail.error, cause: detail.cause, calls, states },
    steps: calls.map(({ step, payload }) => (payload.call.item === null ? step : `${step} ${payload.call.item}`)),
    inputOf: (step) => calls.find((made) => made.step === step)?.payload.input,
  };
}

/** Longer than anything in a test waits. */
const passTime = (clock: MovableClock): void => clock.advance(40 * 86_400_000);

/** The names of all states, nested ones included. */
export const stateNames = (machine: Machine): readonly string[] => [...statesOf(machine)].map(([name]) => name);
