// What happens in one execution, step by step, from the history events of the local host.
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { type ExecutionInput, executionInput } from "../../actions/kit/contract/index.ts";
import type { StepFunctions } from "../../infra/local/stepfunctions/index.ts";

export interface ShownStep {
  readonly id: string;
  /** `expired`: it waited for a person, and nobody answered in time. */
  status: "running" | "waiting" | "succeeded" | "failed" | "skipped" | "expired";
  readonly started: string;
  ended: string | null;
}

export interface Watched {
  readonly executionArn: string;
  readonly name: string;
  readonly caseId: string;
  readonly started: Date;
  /** Every visit of a step, in the order of their starts. */
  readonly steps: readonly ShownStep[];
  /** The execution's status once it has closed. */
  readonly closed: Promise<string>;
}

const closing: Readonly<Record<string, string>> = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionAborted: "ABORTED",
  ExecutionTimedOut: "TIMED_OUT",
};

/**
 * Follows the first execution whose input names the finding.
 * @param steps ids of the playbooks' steps: other states are joins and landings
 * @param changed called after every change of a step
 */
export function watch(
  stepFunctions: StepFunctions,
  findingId: string,
  steps: ReadonlySet<string>,
  changed: (step: ShownStep) => void,
): Promise<Watched> {
  const { promise, resolve } = Promise.withResolvers<Watched>();
  let arn: string | null = null;
  const visits = new Map<number, ShownStep>();
  const shown: ShownStep[] = [];
  const closed = Promise.withResolvers<string>();
  const unsubscribe = stepFunctions.observe((executionArn, event) => {
    const input = arn === null ? inputOf(event) : null;
    if (input?.finding.id === findingId) {
      arn = executionArn;
      const name = executionArn.slice(executionArn.lastIndexOf(":") + 1);
      const started = event.timestamp ?? new Date();
      resolve({ executionArn, name, caseId: input.run.case, started, steps: shown, closed: closed.promise });
    }
    if (executionArn !== arn) return;
    const status = closing[event.type ?? ""];
    if (status !== undefined) {
      unsubscribe();
      closed.resolve(status);
    }
    follow(event, steps, visits, shown, changed);
  });
  return promise;
}

function inputOf(event: HistoryEvent): ExecutionInput | null {
  const text = event.executionStartedEventDetails?.input;
  if (text === undefined) return null;
  const parsed = executionInput.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

function follow(
  event: HistoryEvent,
  steps: ReadonlySet<string>,
  visits: Map<number, ShownStep>,
  shown: ShownStep[],
  changed: (step: ShownStep) => void,
): void {
  const id = event.id ?? 0;
  const entered = event.stateEnteredEventDetails?.name;
  const at = (event.timestamp ?? new Date()).toISOString();
  if (entered !== undefined && event.type === "TaskStateEntered" && steps.has(entered)) {
    const step: ShownStep = { id: entered, status: "running", started: at, ended: null };
    visits.set(id, step);
    shown.push(step);
    changed(step);
    return;
  }
  const step = visits.get(event.previousEventId ?? 0);
  if (step === undefined || step.ended !== null) return;
  visits.set(id, step);
  const before = step.status;
  move(step, event.type ?? "", at);
  if (step.status !== before || step.ended !== null) changed(step);
}

function move(step: ShownStep, type: string, at: string): void {
  switch (type) {
    case "TaskScheduled":
      step.status = "running";
      break;
    case "TaskSubmitted":
      step.status = "waiting";
      break;
    case "TaskSucceeded":
      step.status = "succeeded";
      break;
    case "TaskFailed":
      step.status = "failed";
      break;
    case "TaskTimedOut":
      step.status = step.status === "waiting" ? "expired" : "failed";
      break;
    case "EvaluationFailed":
      step.status = "skipped";
      break;
    case "TaskStateExited":
      step.ended = at;
      break;
    default:
  }
}
