// The host's test clock, at the time these tests begin.
import * as clocks from "../../../../infra/local/clock.ts";

export const testClock = (): clocks.MovableClock => clocks.testClock(Date.UTC(2026, 10, 23, 8));
