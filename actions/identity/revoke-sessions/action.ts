// Ends every session that a principal has now. New ones can be made at once, so the keys come first.
import * as z from "zod";
import { defineAction, principal, seconds, text, timestamp } from "../../kit/contract/index.ts";
import { accountOf, holderOf, labelOf } from "../holder.ts";
import { longestPolicy, revocationAt } from "../revocation.ts";

const maria = principal.parse({
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
});
const applied = revocationAt(new Date("2026-11-22T10:41:00Z"));

export const revokeSessions = defineAction({
  id: "identity.revoke-sessions",
  title: "Revoke the sessions of a principal",
  docs: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html",
  effect: "contain",
  input: z.object({ principal }),
  output: z.object({
    /** False when all sessions were ended already. */
    changed: z.boolean(),
    /** The policy of our name before the first attempt; null where there was none. */
    found: text(longestPolicy).nullable(),
    /** The policy that was left behind. */
    left: text(longestPolicy).nullable(),
    /** Sessions that began before this moment are ended. */
    cutoff: timestamp.nullable(),
  }),
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:GetUserPolicy", "iam:PutUserPolicy"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
    {
      actions: ["iam:GetRolePolicy", "iam:PutRolePolicy"],
      resources: ["arn:aws:iam::${account}:role/*"],
    },
  ],
  repeat: { by: "natural" },
  target: (input) => ({
    id: input.principal.id,
    label: labelOf(input.principal),
    account: accountOf(input.principal),
  }),
  wouldDo: (input) => {
    const holder = holderOf(input.principal);
    const refused = "instead" in holder;
    return {
      sentence: refused ? `would refuse: ${holder.instead}` : `would revoke ${labelOf(input.principal)}`,
      output: { changed: !refused, found: null, left: null, cutoff: null },
    };
  },
  undo: {
    action: "identity.restore-sessions",
    title: "Take the denial of old sessions away",
    input: (input, { found, left }) => ({ principal: input.principal, left, restore: found }),
  },
  verification: "IAM shows the policy that denies everything to sessions from before",
  blastRadius: { perHour: 10 },
  limits: { timeout: seconds(30), typical: seconds(0.5), output: 10_240 },
  examples: [
    {
      title: "a user whose sessions are ended",
      input: { principal: maria },
      output: { changed: true, found: null, left: applied.document, cutoff: applied.cutoff.toISOString() },
    },
    {
      title: "a user whose sessions were ended a moment ago",
      input: { principal: maria },
      output: {
        changed: false,
        found: applied.document,
        left: applied.document,
        cutoff: applied.cutoff.toISOString(),
      },
    },
  ],
});
