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

// The longest wait that the runtime's own timers know; a longer one is armed again when it ends.
const longestWait = 2 ** 31 - 1;

/** The machine's time, moved forward by what `advance` was given. Timers keep the process alive until `stop`. */
export function realClock(): MovableClock {
  const timers = new Map<Timer, { readonly moment: number; readonly arm: () => void }>();
  let ahead = 0;
  const now = () => Date.now() + ahead;

  return {
    now,
    at(moment, fire) {
      let handle: NodeJS.Timeout | undefined;
      const timer: Timer = {
        cancel() {
          clearTimeout(handle);
          timers.delete(timer);
        },
      };
      const arm = () => {
        clearTimeout(handle);
        handle = setTimeout(ring, Math.min(Math.max(moment - now(), 0), longestWait));
      };
      const ring = () => {
        if (now() < moment) return arm();
        timer.cancel();
        fire();
      };
      timers.set(timer, { moment, arm });
      arm();
      return timer;
    },
    advance(milliseconds) {
      ahead += milliseconds;
      for (const { arm } of [...timers.values()].toSorted((a, b) => a.moment - b.moment)) arm();
    },
    stop() {
      for (const timer of [...timers.keys()]) timer.cancel();
    },
  };
}

/** A time that stands still until `advance`; `start` in milliseconds since 1970. Nothing fires by itself. */
export function testClock(start: number): MovableClock {
  const timers = new Map<Timer, { moment: number; fire: () => void }>();
  let time = start;

  const nextDue = (until: number) => {
    let next: { timer: Timer; moment: number; fire: () => void } | null = null;
    for (const [timer, { moment, fire }] of timers) {
      if (moment <= until && (next === null || moment < next.moment)) next = { timer, moment, fire };
    }
    return next;
  };
  const fireUntil = (until: number) => {
    for (let due = nextDue(until); due !== null; due = nextDue(until)) {
      timers.delete(due.timer);
      time = Math.max(time, due.moment);
      due.fire();
    }
    time = until;
  };

  return {
    now: () => time,
    at(moment, fire) {
      const timer: Timer = { cancel: () => void timers.delete(timer) };
      timers.set(timer, { moment, fire });
      // What is due already needs no move, and is never fired before the caller holds its timer.
      if (moment <= time) setImmediate(() => timers.delete(timer) && fire());
      return timer;
    },
    advance: (milliseconds) => fireUntil(time + milliseconds),
    stop: () => timers.clear(),
  };
}
