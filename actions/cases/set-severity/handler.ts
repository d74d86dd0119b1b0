// The entry first, then the head, which follows the latest entry.
import { caseStore } from "../../kit/runtime/case-store/index.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { entryId } from "../entry-id.ts";
import { setSeverity } from "./action.ts";

export const handler = implement(setSeverity, async ({ input, call, now }) => {
  await caseStore().setSeverity(call.case, {
    id: entryId("severity", call),
    at: now().toISOString(),
    simulated: false,
    severity: input.severity,
    reason: `${input.reason} (step ${call.step})`.slice(0, 300),
  });
  return { severity: input.severity };
});
