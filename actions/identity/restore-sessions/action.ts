// Takes the denial of old sessions away, and only while it is the one that was put there. New sessions work without it, so
// it stays until no session lives that it has ended, unless whoever asks says otherwise.
import * as z from "zod";
import { defineAction, principal, seconds, text } from "../../kit/contract/index.ts";
import { accountOf, holderOf, labelOf } from "../holder.ts";
import { longestPolicy, revocationAt } from "../revocation.ts";

const maria = principal.parse({
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
});
const left = revocationAt(new Date("2026-11-20T10:41:00Z")).document;

export const restoreSessions = defineAction({
  id: "identity.restore-sessions",
  title: "Take the denial of old sessions away",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html",
  effect: "contain",
  input: z.object({
    principal,
    /** The policy that revoking left behind. */
    left: text(longestPolicy).nullable(),
    /** The policy that revoking found, which is given back; null for none. */
    restore: text(longestPolicy).nullable(),
    /** Also while sessions may live that it has ended: they work again then. */
    early: z.boolean().default(false),
  }),
  output: z.object({
    changed: z.boolean(),
    found: text(longestPolicy).nullable(),
    left: text(longestPolicy).nullable(),
  }),
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:GetUserPolicy", "iam:PutUserPolicy", "iam:DeleteUserPolicy"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
    {
      actions: ["iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy"],
      resources: ["arn:aws:iam::${account}:role/*"],
    },
  ],
  repeat: { by: "natural" },
  target: (input) => ({
    id: input.principal.id,
    label: labelOf(input.principal),
    account: accountOf(input.principal),
  }),
  wouldDo: ({ principal, left, restore }) => {
    const holder = holderOf(principal);
    if ("instead" in holder) {
      return { sentence: `would refuse: ${holder.instead}`, output: { changed: false, found: left, left } };
    }
    return {
      sentence: `would take away what denies ${labelOf(principal)}, if it is still as it was left`,
      output: { changed: left !== restore, found: left, left: restore },
    };
  },
  undo: {
    action: "identity.revoke-sessions",
    title: "Revoke the sessions again",
    input: (input) => ({ principal: input.principal }),
  },
  verification: "IAM shows the policy that was found before, or none",
  blastRadius: { perHour: 10 },
  limits: { timeout: seconds(30), typical: seconds(0.5), output: 10_240 },
  examples: [
    {
      title: "a denial that is no longer needed",
      input: { principal: maria, left, restore: null },
      output: { changed: true, found: left, left: null },
    },
    {
      title: "a denial that somebody has taken away already",
      input: { principal: maria, left, restore: null },
      output: { changed: false, found: null, left: null },
    },
  ],
});
