// The policy that ends sessions: everything is denied to credentials issued before a moment. New sessions are not hit, and
// long-term keys, which are not issued at a moment, are not either.
import * as z from "zod";

export const policyName = "RiposteRevokedSessions";

/** The longest policy under our name that is kept and given back: ours have a tenth of it. */
export const longestPolicy = 2_048;

/** Sessions issued within the second in which the policy is written must not escape. */
const marginMs = 5_000;

/** How long the longest session may live: after that, lifting the denial revives none. */
const longestSessionHours = { user: 36, role: 12 } as const;

export interface Revocation {
  readonly document: string;
  readonly cutoff: Date;
}

export function revocationAt(now: Date): Revocation {
  const cutoff = new Date(Math.ceil((now.getTime() + marginMs) / 1_000) * 1_000);
  const statement = {
    Sid: "SessionsIssuedBefore",
    Effect: "Deny",
    Action: ["*"],
    Resource: ["*"],
    Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff.toISOString().replace(".000Z", "Z") } },
  };
  return { document: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), cutoff };
}

const shape = z.object({
  Statement: z.tuple([
    z.object({
      Effect: z.literal("Deny"),
      Action: z.tuple([z.literal("*")]),
      Resource: z.tuple([z.literal("*")]),
      Condition: z.strictObject({ DateLessThan: z.strictObject({ "aws:TokenIssueTime": z.iso.datetime() }) }),
    }),
  ]),
});

/** The moment up to which a policy ends all sessions; null for a policy that is not one of these. */
export function cutoffOf(document: string | null): Date | null {
  if (document === null) return null;
  const parsed = shape.safeParse(jsonOrNull(document));
  return parsed.success ? new Date(parsed.data.Statement[0].Condition.DateLessThan["aws:TokenIssueTime"]) : null;
}

/** From when on no session lives that the policy has ended. */
export const overAt = (cutoff: Date, kind: "user" | "role"): Date =>
  new Date(cutoff.getTime() + longestSessionHours[kind] * 3_600_000);

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
