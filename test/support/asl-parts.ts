// The parts of a machine that are the same in every state of a kind, written out once: whole-JSON expectations are made
// of these and of what is particular to the word.

const retrier = (
  ErrorEquals: readonly string[],
  IntervalSeconds: number,
  MaxAttempts: number,
  MaxDelaySeconds: number,
) => ({
  ...{ ErrorEquals, IntervalSeconds, MaxAttempts, BackoffRate: 2, MaxDelaySeconds },
  JitterStrategy: "FULL",
});

/** Of Riposte's own functions. */
export const ownRetries = [
  retrier(["Lambda.TooManyRequestsException"], 1, 6, 20),
  retrier(
    [
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.ClientExecutionTimeoutException",
    ],
    ...([1, 3, 10] as const),
  ),
];
/** Of an action that may be called again. */
export const retries = [
  ...ownRetries,
  retrier(["RateLimited"], 2, 2, 10),
  retrier(["Unavailable", "Conflict"], 1, 2, 10),
  retrier(["TimedOut", "Sandbox.Timedout"], 1, 1, 5),
];

/** What travels with every call. */
export const call = (step: string, item: string | null = null) => ({
  execution: "{% $states.context.Execution.Name %}",
  ...{ playbook: "test", version: "${version}", step, item },
  case: "{% $states.context.Execution.Input.run.case %}",
  mode: "{% $states.context.Execution.Input.run.mode %}",
});

/** The outcome of a call that succeeded; its output is kept where somebody reads it. */
export const succeeded = (
  step: string,
  action: string,
  output: string | null = "{% $states.result.Payload.output %}",
) => ({
  ...{ step, action, status: "succeeded", output, error: null },
  simulated: "{% $states.result.Payload.simulated %}",
});

/** The outcome of a call that failed, or was skipped because its input could not be made. */
export const failed = (step: string, action: string) => ({
  ...{ step, action, output: null, simulated: false },
  status: '{% ($states.errorOutput.Error = "States.QueryEvaluationError" ? "skipped" : "failed") %}',
  error: {
    name: "{% $states.errorOutput.Error %}",
    cause: '{% $substring("" & $states.errorOutput.Cause, 0, 1000) %}',
  },
});

const finding = "$states.context.Execution.Input.finding";
/** A field of the finding, as an expression. */
export const ofFinding = (field: string): string => `{% ${finding}.${field} %}`;

/** A task that calls an action. */
export const task = (action: string, step: string, input: unknown, item: string | null = null) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: `\${function:${action}}`, Payload: { input, call: call(step, item) } },
  TimeoutSeconds: 15,
  Retry: retries,
});

/** A task that waits for a person. */
export const waits = (function_: string, payload: object, TimeoutSeconds: number) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: {
    FunctionName: `\${function:${function_}}`,
    Payload: { token: "{% $states.context.Task.Token %}", ...payload },
  },
  ...{ TimeoutSeconds, Retry: ownRetries },
});

/** The states at the end of every playbook in which a step must succeed. */
export const theEnd = (...missing: readonly string[]) => ({
  "the end": { Type: "Succeed", Output: {} },
  "all done": {
    Type: "Choice",
    Choices: [{ Condition: `{% $count([${missing.join(", ")}]) > 0 %}`, Next: "not all done" }],
    Default: "the end",
  },
  "not all done": {
    Type: "Fail",
    Error: "StepFailed",
    Cause: `{% "did not succeed: " & $join([${missing.join(", ")}], ", ") %}`,
  },
});

/** A condition on a variable that was assigned for sure, and on one that was assigned if its branch was taken. */
export const notDone = (variable: string, step: string): string =>
  `($${variable}.status != "succeeded" ? "${step}" : [])`;
export const notDoneIfRun = (variable: string, step: string): string =>
  `($exists($${variable}.status) and $${variable}.status != "succeeded" ? "${step}" : [])`;

/** The outcome of a loop whose passes are over. */
export const passes = (step: string) => ({
  ...{ step, action: "for-each", output: null, error: null, simulated: false },
  status: '{% ($count($states.result.failed) = 0 ? "succeeded" : "failed") %}',
});

/** The outcome of a containment that reached its limit and was not allowed. */
export const refused = (step: string, action: string) => ({
  ...{ step, action, status: "failed", output: null, simulated: false },
  error: { name: "BlastRadiusReached", cause: "the limit was reached and nobody allowed more" },
});
