// Amazon States Language, as much of it as the compiler writes. JSONata mode: every `{% … %}` is an expression.
import type { Json } from "../../language/node.ts";

export type Template = Json;
export type Assignments = Record<string, Template>;

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: "FULL";
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  Assign?: Assignments;
  Output?: Template;
  Next: string;
}

interface Linked {
  Next?: string;
  End?: true;
  Assign?: Assignments;
  Output?: Template;
}

export interface TaskState extends Linked {
  readonly Type: "Task";
  readonly Resource: "arn:aws:states:::lambda:invoke" | "arn:aws:states:::lambda:invoke.waitForTaskToken";
  readonly Arguments: { readonly FunctionName: string; readonly Payload: Template };
  readonly TimeoutSeconds: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch: Catcher[];
}

export interface Rule {
  readonly Condition: string;
  Assign?: Assignments;
  Next: string;
}

export interface ChoiceState {
  readonly Type: "Choice";
  readonly Choices: Rule[];
  Assign?: Assignments;
  Default: string;
}

export interface ParallelState extends Linked {
  readonly Type: "Parallel";
  readonly Branches: readonly Region[];
}

export interface MapState extends Linked {
  readonly Type: "Map";
  readonly Items: string;
  readonly ItemSelector: Template;
  readonly MaxConcurrency: number;
  readonly ItemProcessor: { readonly ProcessorConfig: { readonly Mode: "INLINE" } } & Region;
  readonly Catch: Catcher[];
}

export interface WaitState extends Linked {
  readonly Type: "Wait";
  readonly Seconds: number;
}

export interface SucceedState {
  readonly Type: "Succeed";
  readonly Output?: Template;
}

export interface FailState {
  readonly Type: "Fail";
  readonly Error: string;
  readonly Cause: string;
}

export type State = TaskState | ChoiceState | ParallelState | MapState | WaitState | SucceedState | FailState;

export interface Region {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Machine extends Region {
  readonly Comment: string;
  readonly QueryLanguage: "JSONata";
}

/** An expression as ASL wants it. */
export const asl = (expression: string): string => `{% ${expression} %}`;

/** Every state of a machine or region, nested ones included, with its name. */
export function* statesOf(region: Region): Generator<readonly [string, State]> {
  for (const [name, state] of Object.entries(region.States)) {
    yield [name, state];
    if (state.Type === "Parallel") for (const branch of state.Branches) yield* statesOf(branch);
    if (state.Type === "Map") yield* statesOf(state.ItemProcessor);
  }
}
