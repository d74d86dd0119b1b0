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

/** Whether a person may decide: asked before a question is put to them. A refusal is noted; nothing is decided. */
export const mayDecideEvent = decideEvent.extend({ kind: z.literal("may-decide") });
export type MayDecideEvent = z.infer<typeof mayDecideEvent>;

/** Containment is halted, or allowed again: of one playbook, or of all where it is null. */
export const stopEvent = z.object({
  kind: z.enum(["stop", "resume"]),
  playbook: text(80).min(1).nullable(),
  person: text(120).min(1),
  via: text(40).min(1),
});
export type StopEvent = z.infer<typeof stopEvent>;

export const approvalEvent = z.discriminatedUnion("kind", [requestEvent, decideEvent, mayDecideEvent, stopEvent]);
