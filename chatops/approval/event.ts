// What the approval function is asked: by a state machine that waits, or by a person who decides.
import * as z from "zod";
import { call, outcomeShape, personId, planLine, text } from "../../actions/kit/contract/index.ts";

export const requestEvent = z.object({
  kind: z.literal("request"),
  token: z.string().min(1).max(2_048),
  call,
  request: z.object({
    /** Whose containment it is; null when nobody of ours is known for them. */
    subject: personId.nullable(),
    /** A group of people in the settings. */
    approvers: text(80),
    because: z.array(outcomeShape).max(60),
    plan: z.array(planLine).max(200),
    timeoutSeconds: z.number().positive().max(31_536_000),
  }),
});
export type RequestEvent = z.infer<typeof requestEvent>;

export const decideEvent = z.object({
  kind: z.literal("decide"),
  approval: text(120).min(1),
  person: text(120).min(1),
  decision: z.enum(["approved", "denied"]),
  /** Where it was decided: slack, shell. */
  via: text(40).min(1),
});
export type DecideEvent = z.infer<typeof decideEvent>;

export const approvalEvent = z.discriminatedUnion("kind", [requestEvent, decideEvent]);
