// A containment is done when its effect can be read back, and not when a call has answered: some systems take seconds
// until what was written is what is read.
import { setTimeout as wait } from "node:timers/promises";
import { PermanentFailure } from "../contract/failure.ts";
import type { Work } from "./work.ts";

/** The part of an action's work that tells how long there is. */
export type Within = Pick<Work<unknown>, "signal" | "timeLeft">;

/** Milliseconds before the second look; each further pause is twice as long, up to the longest. */
const firstPause = 200;
const longestPause = 3_200;

/** Looks again and again while there is time. @throws Unverified when the effect could not be seen. */
export async function verified(
  what: string,
  { signal, timeLeft }: Within,
  holds: () => Promise<boolean>,
): Promise<void> {
  for (let pause = firstPause; !(await holds()); pause *= 2) {
    // Half of what is left is for the look itself and for the answer.
    if (pause > longestPause || pause > timeLeft() / 2) {
      throw new PermanentFailure(
        "Unverified",
        `${what} was asked for, and could not be seen to be so: look at it by hand`,
      );
    }
    await wait(pause, undefined, { signal });
  }
}
