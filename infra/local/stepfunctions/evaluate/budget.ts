// What one evaluation may spend. The library has no limit of its own that works: tail recursion would hold the process
// for ever and other recursion would take all its memory, so every node that is evaluated pays here.

/** Nodes evaluated, and items or characters made, in one evaluation. */
const mostSteps = 1_000_000;
/** Evaluations inside each other. */
const mostDepth = 5_000;
/** After so many steps the event loop gets a turn. */
const stepsBetweenTurns = 2_000;
const charactersPerStep = 32;
/** Lists longer than this cost more an item: no payload holds that many. */
const longList = 100_000;

/** An error as the library itself throws them. */
export class EvaluationStopped extends Error {
  override readonly name = "EvaluationStopped";
  readonly code = "U1001";
}

const tooLong = () => new EvaluationStopped("Expression evaluation timeout: Check for infinite loop");
const tooDeep = () =>
  new EvaluationStopped(
    "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive.",
  );

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export class Budget {
  #steps = 0;
  #depth = 0;
  #nextTurn = stepsBetweenTurns;

  enter(): Promise<void> | undefined {
    this.#depth += 1;
    if (this.#depth > mostDepth) throw tooDeep();
    this.spend(1);
    if (this.#steps < this.#nextTurn) return undefined;
    this.#nextTurn = this.#steps + stepsBetweenTurns;
    return turn();
  }

  leave(result: unknown): void {
    this.#depth -= 1;
    if (typeof result === "string") this.spend(result.length / charactersPerStep);
    else if (Array.isArray(result)) this.spend(result.length / (result.length > longList ? 4 : 16));
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > mostSteps) throw tooLong();
  }
}
