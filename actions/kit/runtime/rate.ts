// Vendors say how often they may be asked. Calls of one function to one vendor wait their turn here, within the step's
// time, and fail by name when their turn would come too late.
import { setTimeout as wait } from "node:timers/promises";
import { RetryableFailure } from "../contract/failure.ts";

/** When the last turns of each vendor are, in milliseconds since 1970. */
const turns = new Map<string, number[]>();

export interface Turn {
  readonly system: string;
  readonly perSecond: number;
  /** When the step's time is over, in milliseconds since 1970. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Resolves when it is this call's turn. @throws RateLimited when that would be after the deadline. */
export async function takeTurn({ system, perSecond, deadline, signal }: Turn): Promise<void> {
  const now = Date.now();
  const taken = turns.get(system) ?? [];
  const atOnce = Math.max(Math.floor(perSecond), 1);
  const turn = Math.max(now, (taken.at(-atOnce) ?? 0) + (atOnce / perSecond) * 1_000);
  if (turn >= deadline) {
    throw new RetryableFailure(
      "RateLimited",
      `${system} allows ${perSecond} calls a second and too many are waiting: the turn would come after the step's time`,
    );
  }
  turns.set(system, [...taken, turn].slice(-atOnce));
  if (turn > now) await wait(turn - now, undefined, { signal });
}
