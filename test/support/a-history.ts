// A history as Step Functions keeps it: events with ids, each naming the one before it in its own branch.
const second = (id: number): number => 1_795_428_000 + id;

export interface Calling {
  readonly execution: string;
  readonly case: string;
  readonly mode?: "live" | "dry-run";
}

type Event = Record<string, unknown>;

export class AHistory {
  readonly events: Event[] = [];
  readonly #calling: Calling;

  constructor(calling: Calling) {
    this.#calling = calling;
    const run = {
      case: calling.case,
      startedBy: "splunk",
      requestedBy: null,
      mode: calling.mode ?? "live",
      attempt: 1,
    };
    const input = JSON.stringify({ finding: { id: "finding-1" }, run });
    this.#add("ExecutionStarted", 0, { executionStartedEventDetails: { input } });
  }

  /** A task of a function that answered; `failures` are the tries before. */
  answered(step: string, output: unknown, { item = null, failures = [], simulated = false }: Detail = {}): this {
    return this.#task(step, item, failures, (started) => {
      const answer = { ExecutedVersion: "$LATEST", StatusCode: 200, Payload: { output, simulated } };
      this.#add("TaskSucceeded", started, { taskSucceededEventDetails: { output: JSON.stringify(answer) } });
    });
  }

  failed(step: string, error: string, message: string, { item = null, failures = [] }: Detail = {}): this {
    return this.#task(step, item, failures, (started) => this.#fail(started, error, message));
  }

  unfinished(step: string): this {
    return this.#task(step, null, [], () => {});
  }

  /** A question to people: its answer, or null when nobody gave one in time. */
  asked(step: string, answer: object | null): this {
    const entered = this.#enter(step);
    const scheduled = this.#schedule(entered, "invoke.waitForTaskToken", {
      kind: "request",
      token: "t",
      request: {},
      call: this.#call(step, null),
    });
    const submitted = this.#add("TaskSubmitted", this.#add("TaskStarted", scheduled, {}), {});
    if (answer === null)
      this.#add("TaskTimedOut", submitted, { taskTimedOutEventDetails: { error: "States.Timeout" } });
    else this.#add("TaskSucceeded", submitted, { taskSucceededEventDetails: { output: JSON.stringify(answer) } });
    return this;
  }

  entered(state: string): this {
    this.#enter(state);
    return this;
  }

  #task(step: string, item: string | null, failures: readonly string[], end: (started: number) => void): this {
    let before = this.#enter(step);
    for (const failure of failures) before = this.#fail(this.#start(before, step, item), failure, "try again");
    end(this.#start(before, step, item));
    return this;
  }

  #start(before: number, step: string, item: string | null): number {
    const scheduled = this.#schedule(before, "invoke", { input: { of: step }, call: this.#call(step, item) });
    return this.#add("TaskStarted", scheduled, {});
  }

  #schedule(before: number, resource: string, Payload: object): number {
    const parameters = JSON.stringify({ FunctionName: "riposte-function", Payload });
    return this.#add("TaskScheduled", before, {
      taskScheduledEventDetails: { resourceType: "lambda", resource, region: "us-east-1", parameters },
    });
  }

  #call(step: string, item: string | null): object {
    return {
      ...this.#calling,
      mode: this.#calling.mode ?? "live",
      playbook: "impossible-travel",
      version: "v1",
      step,
      item,
    };
  }

  #fail(started: number, error: string, errorMessage: string): number {
    const cause = JSON.stringify({ errorType: error, errorMessage, trace: [] });
    return this.#add("TaskFailed", started, {
      taskFailedEventDetails: { resourceType: "lambda", resource: "invoke", error, cause },
    });
  }

  #enter(name: string): number {
    return this.#add("TaskStateEntered", this.events.length, { stateEnteredEventDetails: { name, input: "{}" } });
  }

  #add(type: string, previousEventId: number, details: Event): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId, timestamp: second(id), type, ...details });
    return id;
  }
}

interface Detail {
  readonly item?: string | null;
  readonly failures?: readonly string[];
  readonly simulated?: boolean;
}

/** The event that EventBridge delivers when an execution changes its status. */
export const aStatusChange = (
  execution: string,
  status: string,
  { error = null, cause = null }: { error?: string | null; cause?: string | null } = {},
) => ({
  version: "0",
  id: "315c1398-40ff-a850-213b-158f73e60175",
  "detail-type": "Step Functions Execution Status Change",
  source: "aws.states",
  account: "000000000000",
  time: "2026-11-23T10:00:00Z",
  region: "us-east-1",
  resources: [`arn:aws:states:us-east-1:000000000000:execution:riposte-impossible-travel:${execution}`],
  detail: {
    executionArn: `arn:aws:states:us-east-1:000000000000:execution:riposte-impossible-travel:${execution}`,
    stateMachineArn: "arn:aws:states:us-east-1:000000000000:stateMachine:riposte-impossible-travel",
    name: execution,
    status,
    startDate: 1_795_428_000_000,
    stopDate: status === "RUNNING" ? null : 1_795_428_900_000,
    input: null,
    inputDetails: { included: false },
    output: null,
    outputDetails: null,
    error,
    cause,
  },
});
