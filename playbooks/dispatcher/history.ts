// What the history of an execution says about its steps: every call with its last outcome, every state that was entered.
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { actionResult } from "../../actions/kit/contract/index.ts";

export interface StepCall {
  readonly step: string;
  readonly item: string | null;
  /** Whether it asks a person and waits. */
  readonly waits: boolean;
  /** The action's input, or the request to a person, as it was sent. */
  readonly sent: unknown;
  tries: number;
  status: "succeeded" | "failed" | "timed-out" | "unfinished";
  /** What a function or a person answered. */
  answer: unknown;
  error: string | undefined;
  cause: string | undefined;
  at: Date;
}

export interface History {
  readonly calls: readonly StepCall[];
  /** Names of states that were entered, which are the ids of steps. */
  readonly entered: ReadonlySet<string>;
  /** The execution's input, as it was started with. */
  readonly input: unknown;
}

/** What a task sends to a function: `call` says which step it is. */
const taskParameters = z.object({
  Payload: z.object({
    call: z.object({ step: z.string(), item: z.string().nullable() }),
    input: z.unknown().optional(),
    request: z.unknown().optional(),
  }),
});

const lambdaAnswer = z.object({ Payload: z.unknown() });

export function readHistory(events: readonly HistoryEvent[]): History {
  const reader = new Reader();
  for (const event of events) reader.take(event);
  return { calls: [...reader.calls.values()], entered: reader.entered, input: reader.input };
}

/** Events come in order; each names the one before it in its own branch, which leads back to its task. */
class Reader {
  readonly calls = new Map<string, StepCall>();
  readonly entered = new Set<string>();
  input: unknown = null;
  readonly #byEvent = new Map<number, StepCall>();

  take(event: HistoryEvent): void {
    const entered = event.stateEnteredEventDetails?.name;
    if (entered !== undefined) this.entered.add(entered);
    if (event.type === "ExecutionStarted") this.input = parsed(event.executionStartedEventDetails?.input);
    else if (event.type === "TaskScheduled") this.#schedule(event);
    else if (event.type?.startsWith("Task")) this.#follow(event);
  }

  #schedule(event: HistoryEvent): void {
    const details = event.taskScheduledEventDetails;
    const sent = taskParameters.safeParse(parsed(details?.parameters));
    if (!sent.success || event.id === undefined) return;
    const { call, input, request } = sent.data.Payload;
    const key = `${call.step}#${call.item ?? "-"}`;
    const waits = details?.resource?.endsWith(".waitForTaskToken") ?? false;
    const before = this.calls.get(key);
    const scheduled: StepCall = {
      step: call.step,
      item: call.item,
      waits,
      sent: waits ? request : input,
      tries: (before?.tries ?? 0) + 1,
      status: "unfinished",
      answer: null,
      error: undefined,
      cause: undefined,
      at: event.timestamp ?? new Date(0),
    };
    this.calls.set(key, scheduled);
    this.#byEvent.set(event.id, scheduled);
  }

  #follow(event: HistoryEvent): void {
    const call = this.#byEvent.get(event.previousEventId ?? -1);
    if (call === undefined || event.id === undefined) return;
    this.#byEvent.set(event.id, call);
    const details =
      event.taskFailedEventDetails ??
      event.taskTimedOutEventDetails ??
      event.taskStartFailedEventDetails ??
      event.taskSubmitFailedEventDetails;
    if (event.type === "TaskSucceeded") {
      call.status = "succeeded";
      call.answer = answerOf(call, parsed(event.taskSucceededEventDetails?.output));
    } else if (details !== undefined) {
      call.status = event.type === "TaskTimedOut" ? "timed-out" : "failed";
      call.error = details.error;
      call.cause = details.cause;
    } else return;
    call.at = event.timestamp ?? call.at;
  }
}

/** A person's answer comes as it was given, a function's inside what the service answers. */
function answerOf({ waits }: StepCall, output: unknown): unknown {
  if (waits) return output;
  const answer = lambdaAnswer.safeParse(output);
  return answer.success ? answer.data.Payload : output;
}

/** The output of an action's function, and whether some of it came from a simulator. */
export function resultOf({ answer }: StepCall): z.infer<typeof actionResult> {
  const result = actionResult.safeParse(answer);
  return result.success ? result.data : { output: null, simulated: false };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
