// What an execution needs of the service around it.
import type { Clock } from "../../clock.ts";
import type { Invoke } from "../../wire.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Records } from "../journal/records.ts";
import type { Closing } from "./execution.ts";
import type { Tokens } from "./tokens.ts";

export interface Engine {
  readonly clock: Clock;
  readonly records: Records;
  readonly evaluator: Evaluator;
  readonly tokens: Tokens;
  readonly invoke: Invoke;
  readonly mayInvoke: (roleArn: string, functionName: string) => boolean;
  /** A number from 0 to 1 for `JitterStrategy: FULL`. */
  readonly jitter: () => number;
  readonly region: string;
  readonly account: string;
  /** Starts another machine for a `states:startExecution` task; throws ApiError as the API would answer. */
  readonly startChild: (request: ChildRequest) => ChildStart;
  /** Stops an execution of a child, if it still runs. */
  readonly stopChild: (executionArn: string) => void;
  /** Calls back once, when the execution is closed; at once if it is already. */
  readonly whenClosed: (executionArn: string, listener: (closing: Closing) => void) => () => void;
}

export interface ChildRequest {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  /** Whether it may have been started already: then the one that is there is meant. */
  readonly again: boolean;
}

export interface ChildStart {
  readonly executionArn: string;
  readonly startDate: number;
}
