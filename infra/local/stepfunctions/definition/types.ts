// A checked definition in Amazon States Language, JSONata mode. A field typed `Json` may hold `{% %}` expressions.
import type { Json, JsonObject } from "../json.ts";

/** A literal number or an expression that gives one. */
export type NumberField = number | string;

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

export interface Outputs {
  readonly Assign?: JsonObject;
  readonly Output?: Json;
}

export interface Catcher extends Outputs {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

interface Transition {
  readonly Next?: string;
  readonly End?: boolean;
}

export interface Recovery {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface PassState extends Outputs, Transition {
  readonly Type: "Pass";
}

export interface TaskState extends Outputs, Transition, Recovery {
  readonly Type: "Task";
  readonly Resource: string;
  readonly Arguments?: Json;
  readonly TimeoutSeconds?: NumberField;
  readonly HeartbeatSeconds?: NumberField;
  readonly Credentials?: JsonObject;
}

export interface ChoiceRule extends Outputs {
  readonly Condition: string | boolean;
  readonly Next: string;
}

export interface ChoiceState extends Outputs {
  readonly Type: "Choice";
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

export interface WaitState extends Outputs, Transition {
  readonly Type: "Wait";
  readonly Seconds?: NumberField;
  readonly Timestamp?: string;
}

export interface SucceedState {
  readonly Type: "Succeed";
  readonly Output?: Json;
}

export interface FailState {
  readonly Type: "Fail";
  readonly Error?: string;
  readonly Cause?: string;
}

/** A sequence of states of its own: the machine, a branch, the processor of a Map. */
export interface Block {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface ParallelState extends Outputs, Transition, Recovery {
  readonly Type: "Parallel";
  readonly Branches: readonly Block[];
  readonly Arguments?: Json;
}

export interface MapState extends Outputs, Transition, Recovery {
  readonly Type: "Map";
  readonly Items?: Json;
  readonly ItemProcessor: Block;
  readonly ItemSelector?: Json;
  readonly MaxConcurrency?: NumberField;
  readonly ToleratedFailureCount?: NumberField;
  readonly ToleratedFailurePercentage?: NumberField;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** States that Retry and Catch belong to. */
export type RecoverableState = TaskState | ParallelState | MapState;

export interface Machine extends Block {
  readonly TimeoutSeconds?: number;
}
