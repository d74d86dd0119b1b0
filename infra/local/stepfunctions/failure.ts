// How a state can end other than by succeeding.

/** A failure with a name of AWS's; Retry and Catch see it unless `terminal`. Null: the author gave none. */
export class StateFailure extends Error {
  override readonly name = "StateFailure";
  readonly error: string | null;
  override readonly cause: string | null;
  /** No Retry or Catch applies: the execution fails. */
  readonly terminal: boolean;
  constructor(error: string | null, cause: string | null, terminal = false) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
    this.terminal = terminal;
  }
}

/** Thrown inside a branch whose execution has been closed, or whose Parallel or Map has failed. Never recorded. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}

export const dataLimitExceeded = (what: string): StateFailure =>
  new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** `States.Runtime`: the definition cannot be carried out. Nothing catches it. */
export const runtimeFailure = (cause: string): StateFailure => new StateFailure("States.Runtime", cause, true);
