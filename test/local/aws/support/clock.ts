// A clock that stands still until a test moves it.
import type { MovableClock, Timer } from "../../../../infra/local/clock.ts";

interface Due {
  readonly at: number;
  readonly fire: () => void;
}

export function testClock(start = Date.UTC(2026, 10, 23, 8)): MovableClock {
  let now = start;
  const timers = new Set<Due>();
  return {
    now: () => now,
    at: (at, fire): Timer => {
      const due = { at, fire };
      timers.add(due);
      return { cancel: () => void timers.delete(due) };
    },
    advance: (milliseconds) => {
      now += milliseconds;
      const ripe = [...timers].filter((due) => due.at <= now).sort((a, b) => a.at - b.at);
      for (const due of ripe) if (timers.delete(due)) due.fire();
    },
    stop: () => timers.clear(),
  };
}
