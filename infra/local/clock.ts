// The host's time. Real in the product; tests and `--answer expired` move it, and every timer that is due then fires.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Calls `fire` once, when `now()` has reached `at`. */
  at(at: number, fire: () => void): Timer;
}

export interface MovableClock extends Clock {
  /** Moves the time forward by so many milliseconds and fires what is due, in order of time. */
  advance(milliseconds: number): void;
  /** Stops every timer. */
  stop(): void;
}
