// Restores the policy found before. A policy that is neither ours nor that one was put there by somebody since.
import { PermanentFailure } from "../../kit/contract/index.ts";
import { contain } from "../../kit/runtime/contain.ts";
import { holderOf } from "../holder.ts";
import { readPolicy, writePolicy } from "../inline-policy.ts";
import { cutoffOf, overAt, policyName } from "../revocation.ts";
import { restoreSessions } from "./action.ts";

export const handler = contain(restoreSessions, async ({ input, stateFound, now, ...within }) => {
  const { principal, left, restore, early } = input;
  const holder = holderOf(principal);
  if ("instead" in holder) throw new PermanentFailure("NotContainable", holder.instead);
  const standing = await readPolicy(holder, within.signal);
  const { document: found } = await stateFound({ document: standing });
  if (standing !== restore) {
    if (standing !== left) throw changedSince(holder.name);
    if (!early) refuseEarly(left, holder.kind, now());
    await writePolicy(holder, restore, within);
  }
  return { changed: found !== restore, found, left: restore };
});

const changedSince = (name: string): PermanentFailure =>
  new PermanentFailure(
    "Refused",
    `the policy ${policyName} of ${name} is not as it was left: somebody has changed it since`,
  );

function refuseEarly(document: string | null, kind: "user" | "role", now: Date): void {
  const cutoff = cutoffOf(document);
  const over = cutoff === null ? null : overAt(cutoff, kind);
  if (over === null || over <= now) return;
  throw new PermanentFailure(
    "Refused",
    `sessions that were ended may live until ${over.toISOString()} and would work again: wait, or ask for it early; new sessions work as it is`,
  );
}
