// Puts the denial on the user or the role. The policy found under our name is saved first, because undo restores it.
import { PermanentFailure } from "../../kit/contract/index.ts";
import { contain } from "../../kit/runtime/contain.ts";
import { holderOf } from "../holder.ts";
import { readPolicy, writePolicy } from "../inline-policy.ts";
import { cutoffOf, longestPolicy, policyName, revocationAt } from "../revocation.ts";
import { revokeSessions } from "./action.ts";

export const handler = contain(revokeSessions, async ({ input, stateFound, now, ...within }) => {
  const holder = holderOf(input.principal);
  if ("instead" in holder) throw new PermanentFailure("NotContainable", holder.instead);
  const before = await readPolicy(holder, within.signal);
  if (before !== null && before.length > longestPolicy) throw notOurs(holder.name);
  const { document: found } = await stateFound({ document: before });
  const moment = now();
  const standing = cutoffOf(before);
  if (standing !== null && standing >= moment) {
    return { changed: found !== before, found, left: before, cutoff: standing.toISOString() };
  }
  const { document, cutoff } = revocationAt(moment);
  await writePolicy(holder, document, within);
  return { changed: true, found, left: document, cutoff: cutoff.toISOString() };
});

const notOurs = (name: string): PermanentFailure =>
  new PermanentFailure(
    "Refused",
    `${name} has a policy ${policyName} that Riposte did not write and could not give back: rename that policy first`,
  );
