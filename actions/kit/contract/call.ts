// What travels with every call of a step. `execution/step/item` is the key of a write.
import * as z from "zod";

/** `live` acts; `dry-run` says what it would do and calls nothing. Fixed when an execution starts. */
export const mode = z.enum(["live", "dry-run"]);
export type Mode = z.infer<typeof mode>;

export const call = z.object({
  /** The execution's name, unique for 90 days. */
  execution: z.string().min(1).max(80),
  playbook: z.string().min(1).max(80),
  /** The digest of the compiled definition. */
  version: z.string().min(1).max(64),
  step: z.string().min(1).max(80),
  /** The path of enclosing loop indexes, as in `2` or `2.0`; null outside loops. */
  item: z.string().max(80).nullable(),
  case: z.string().min(1).max(80),
  mode,
});
export type Call = z.infer<typeof call>;

/** The event of every action's function. `input` is parsed by the action's own contract. */
export const callEnvelope = z.object({ input: z.unknown(), call });

/** What an action's function answers. `simulated`: some part of it came from a simulator. */
export const actionResult = z.object({ output: z.json(), simulated: z.boolean() });
export type ActionResult = z.infer<typeof actionResult>;

/** What an execution starts with. */
export const executionInput = z.object({
  finding: z.record(z.string(), z.json()),
  run: z.object({
    case: z.string().min(1).max(80),
    startedBy: z.string().max(120),
    requestedBy: z.string().max(120).nullable(),
    mode,
    attempt: z.int().min(1),
  }),
});
export type ExecutionInput = z.infer<typeof executionInput>;
