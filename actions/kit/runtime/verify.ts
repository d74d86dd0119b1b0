// A containment is done when its effect can be read back, and not when a call has answered: some systems take seconds
// until what was written is what is read.
import { setTimeout as wait } from "node:timers/promises";
import { PermanentFailure } from "../contract/failure.ts";

/** Milliseconds before each further look. */
const looks = [0, 200, 400, 800, 1_600, 3_200];

/** Looks until `holds`. @throws Unverified when the effect could not be seen. */
export async function verified(what: string, signal: AbortSignal, holds: () => Promise<boolean>): Promise<void> {
  for (const pause of looks) {
    if (pause > 0) await wait(pause, undefined, { signal });
    if (await holds()) return;
  }
  throw new PermanentFailure("Unverified", `${what} was asked for, and could not be seen to be so: look at it by hand`);
}
