// Who acted. A finding only claims it; a principal is what a read of ours resolved the claim to, and only a principal
// can be contained. The closed union names every kind of identity that Riposte can act on.
import * as z from "zod";
import { awsAccount, text } from "./observables.ts";
import { type Opaque, opaque } from "./opaque.ts";

const arn = z.string().regex(/^arn:aws[a-z-]*:[^\s]{1,2000}$/);

/** Every kind, each with its canonical id in `id`. */
export const principalShape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("iam-user"), id: arn, account: awsAccount, name: text(64) }),
  z.object({ type: z.literal("iam-role-session"), id: arn, account: awsAccount, role: text(64), session: text(64) }),
  z.object({ type: z.literal("root"), id: arn, account: awsAccount }),
  z.object({ type: z.literal("identity-center-user"), id: text(64), store: text(64), name: text(128) }),
  z.object({ type: z.literal("okta-user"), id: text(64), login: text(256) }),
  z.object({ type: z.literal("entra-user"), id: text(64), userPrincipalName: text(256) }),
]);

/** A resolved identity, opaque in playbooks: a claim or a literal is not accepted where a principal is asked for. */
export type Principal = z.infer<typeof principalShape> & Opaque<"Principal">;

/** The schema that contracts use, in and out. */
export const principal = opaque<Principal>(principalShape);

/** What a finding says about who acted. */
export const userClaim = z.object({
  name: text(256),
  email: text(320).nullable().default(null),
  id: text(512).nullable().default(null),
});
export type UserClaim = z.infer<typeof userClaim>;

/** The id of a person in `riposte.config.ts`; null where an identity maps to nobody known. */
export const personId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);
