// The doors of a function: what was sent comes in parsed, and what is answered goes out parsed and within its bounds.
import type * as z from "zod";
import { type ActionResult, type Call, callEnvelope } from "../contract/call.ts";
import type { Declaration } from "../contract/define-action.ts";
import { PermanentFailure } from "../contract/failure.ts";
import { issuesFailure } from "./failures.ts";

export function parseEnvelope(event: unknown): { input: unknown; call: Call } {
  const parsed = callEnvelope.safeParse(event);
  if (parsed.success) return parsed.data;
  if (parsed.error.issues.some(({ path }) => path.join(".") === "call.mode" || path.join(".") === "call")) {
    throw new PermanentFailure(
      "MissingMode",
      "the call does not say whether it is live or a dry run: expected call.mode",
    );
  }
  throw issuesFailure("InvalidInput", "the call", parsed.error);
}

export function parseInput<I extends z.ZodType>(contract: Declaration<I>, sent: unknown): z.output<I> {
  const parsed = contract.input.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw issuesFailure("InvalidInput", `the input of ${contract.id}`, parsed.error);
}

export function parseOutput(
  contract: Pick<Declaration, "id" | "output" | "limits">,
  value: unknown,
): ActionResult["output"] {
  const parsed = contract.output.safeParse(value);
  if (!parsed.success) throw issuesFailure("InvalidOutput", `the output of ${contract.id}`, parsed.error);
  const bytes = Buffer.byteLength(JSON.stringify(parsed.data));
  if (bytes <= contract.limits.output) return parsed.data as ActionResult["output"];
  throw new PermanentFailure(
    "OutputTooLarge",
    `the output of ${contract.id} has ${bytes} bytes, expected at most ${contract.limits.output}: ask for less`,
  );
}
