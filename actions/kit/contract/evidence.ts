// The outcome of one step, as it travels inside an execution and as it is kept on the case. A step that did not answer
// is an outcome too: what is missing, and why, is part of the evidence.
import * as z from "zod";
import { type Opaque, opaque } from "./opaque.ts";

/** Statuses of an outcome. `skipped`: what the step needed was missing; it counts as failed. */
export const outcomeStatus = z.enum(["succeeded", "failed", "skipped"]);

/** The longest text of an error that travels: causes are cut and scrubbed before they leave the function. */
export const longestCause = 1_000;

export const outcomeShape = z.object({
  step: z.string().max(80),
  action: z.string().max(80),
  status: outcomeStatus,
  output: z.json().nullable(),
  error: z.object({ name: z.string().max(256).nullable(), cause: z.string().max(longestCause) }).nullable(),
  simulated: z.boolean(),
});

/** One step's outcome. In a playbook: an `attempt`, or `evidenceOf(read)`. */
export type Evidence = z.infer<typeof outcomeShape> & Opaque<"Evidence">;
export const evidence = opaque<Evidence>(outcomeShape);
