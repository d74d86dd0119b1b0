// A piece of a machine with loose ends. An exit either goes on to a state or, where the state allows it, ends the
// region and hands on what later items use.
import {
  asl,
  type Catcher,
  type ChoiceState,
  type MapState,
  type ParallelState,
  type Rule,
  type TaskState,
  type Template,
  type WaitState,
} from "./asl.ts";

/** Templates of outcomes that the ending state itself knows, by step. */
export type Own = ReadonlyMap<string, Template>;
export type Output = (own: Own) => Template;

export interface Exit {
  to(next: string): void;
  /** Null: ASL allows no end here, so the exit needs a state to land in. */
  readonly end: ((output: Output) => void) | null;
}

export interface Fragment {
  readonly entry: string;
  readonly exits: readonly Exit[];
}

/** The exit of a state that has `Next` or `End`: its own outcomes are assigned on the way, or handed on at the end. */
export function mainExit(
  state: TaskState | ParallelState | MapState | WaitState,
  own: Own,
  assign: (own: Own) => Record<string, Template>,
): Exit {
  return {
    to(next) {
      const assignments = assign(own);
      if (Object.keys(assignments).length > 0) state.Assign = assignments;
      state.Output = {};
      state.Next = next;
    },
    end(output) {
      state.Output = output(own);
      state.End = true;
    },
  };
}

export const catchExit = (catcher: Catcher): Exit => ({
  to(next) {
    catcher.Next = next;
  },
  end: null,
});

export const ruleExit = (rule: Rule): Exit => ({
  to(next) {
    rule.Next = next;
  },
  end: null,
});

export const defaultExit = (state: ChoiceState): Exit => ({
  to(next) {
    state.Default = next;
  },
  end: null,
});

export const link = (exits: readonly Exit[], next: string): void => {
  for (const exit of exits) exit.to(next);
};

/** Where a link is made later. */
export const unlinked = "";

/** What a step's variable holds when its task succeeded. `keep`: somebody reads the output. */
export const succeeded = (step: string, action: string, keep: boolean): Template => ({
  step,
  action,
  status: "succeeded",
  output: keep ? asl("$states.result.Payload.output") : null,
  error: null,
  simulated: asl("$states.result.Payload.simulated"),
});

/** What it holds when its task failed; `skipped` when an input was missing. */
export const failed = (step: string, action: string): Template => ({
  step,
  action,
  status: asl('($states.errorOutput.Error = "States.QueryEvaluationError" ? "skipped" : "failed")'),
  output: null,
  error: {
    name: asl("$states.errorOutput.Error"),
    cause: asl('$substring("" & $states.errorOutput.Cause, 0, 1000)'),
  },
  simulated: false,
});
