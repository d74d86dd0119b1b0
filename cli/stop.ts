// A command that cannot go on, said in one sentence with what to do next.

/** Exit codes: 1 something was found or went wrong, 2 the command was given what it cannot use. */
export class Stop extends Error {
  override readonly name = "Stop";
  readonly exitCode: 1 | 2;
  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
