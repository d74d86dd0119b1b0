// From a started task to its outcome: the first of the answer, the token, the timeout and the missed heartbeat.
import type { TaskState } from "../definition/types.ts";
import { isObject, type Json, parsedDocument } from "../json.ts";
import type { Integration, TaskCall, TaskOutcome } from "./integrations/integration.ts";
import type { Recorded } from "./scope.ts";
import { endEvent, headOf, withOutput } from "./task-events.ts";
import type { Visit } from "./visit.ts";

export interface Attempt {
  readonly integration: Integration;
  readonly scheduled: Recorded;
  readonly submitted: Recorded | null;
  readonly resumed: boolean;
}

/** Waits for the outcome and records it the moment it comes. */
export async function awaitOutcome(visit: Visit<TaskState>, attempt: Attempt): Promise<Recorded> {
  await visit.scope.live();
  return visit.scope.wait<Recorded>((resolve, reject) => {
    const endings: ((outcome: TaskOutcome | null) => void)[] = [];
    let outcome: TaskOutcome | null = null;
    let over = false;
    const settle = (first: TaskOutcome) => {
      if (over || outcome !== null || visit.scope.abandoned) return;
      outcome = first;
      try {
        resolve(visit.scope.record(endEvent(attempt.integration, first)));
      } catch (error) {
        reject(error);
      }
    };
    const call: TaskCall = {
      ...callOf(visit, attempt),
      settle,
      submitted(answer) {
        if (over || visit.scope.abandoned) return;
        visit.scope.record({ type: "TaskSubmitted", details: withOutput(headOf(attempt.integration), answer) });
      },
      onEnd(ending) {
        if (over) ending(outcome);
        else endings.push(ending);
      },
    };
    endings.push(watchTimeout(visit, attempt, settle));
    if (visit.token !== null) endings.push(watchToken(visit, visit.token, attempt, settle));
    if (outcome === null) void attempt.integration.perform(call).catch(reject);
    return () => {
      if (over) return;
      over = true;
      for (const ending of endings) ending(outcome);
    };
  });
}

function callOf(visit: Visit<TaskState>, { scheduled, submitted, resumed }: Attempt) {
  const { parameters, input } = scheduled.details;
  const argument = JSON.parse(String(parameters ?? input)) as Json;
  return {
    ...{ visit, resumed, argument },
    parameters: isObject(argument) ? argument : {},
    attemptName: String(scheduled.aside.attempt),
    submission: submitted === null ? null : parsedDocument(String(submitted.details.output)),
  };
}

function watchTimeout(visit: Visit<TaskState>, { scheduled }: Attempt, settle: TaskCall["settle"]): () => void {
  const seconds = scheduled.details.timeoutInSeconds as number | undefined;
  if (seconds === undefined) return () => undefined;
  const deadline = scheduled.at + seconds * 1_000;
  const { clock } = visit.engine;
  if (clock.now() >= deadline) settle({ kind: "timed-out" });
  const timer = clock.at(deadline, () => settle({ kind: "timed-out" }));
  return () => timer.cancel();
}

function watchToken(visit: Visit<TaskState>, token: string, attempt: Attempt, settle: TaskCall["settle"]): () => void {
  const { engine, scope } = visit;
  const seconds = attempt.scheduled.details.heartbeatInSeconds as number | undefined;
  let lastBeat = (attempt.resumed ? engine.records.lastBeat(token) : null) ?? attempt.scheduled.at;
  const watch = () => {
    if (seconds === undefined) return { cancel: () => undefined };
    return engine.clock.at(lastBeat + seconds * 1_000, () => {
      if (engine.clock.now() >= lastBeat + seconds * 1_000) settle({ kind: "timed-out" });
      else timer = watch();
    });
  };
  let timer = watch();
  const forget = engine.tokens.wait(token, {
    succeed: (output) => settle({ kind: "succeeded", output }),
    fail: (error, cause) => settle({ kind: "failed", error, cause }),
    heartbeat() {
      lastBeat = engine.clock.now();
      engine.records.beat(token, scope.execution.row.id, lastBeat);
    },
  });
  return () => {
    forget();
    timer.cancel();
  };
}
