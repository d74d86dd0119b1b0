// One entry for the call. It is simulated when any of its sections is.
import { outcomeShape } from "../../kit/contract/index.ts";
import { caseStore } from "../../kit/runtime/case-store/index.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { entryId } from "../entry-id.ts";
import { addEvidence } from "./action.ts";
import { bounded } from "./bounded.ts";

export const handler = implement(addEvidence, async ({ input, call, now }) => {
  const sections = input.sections.map((section) => outcomeShape.parse({ ...section, output: bounded(section.output) }));
  const entry = await caseStore().append(call.case, {
    kind: "evidence",
    id: entryId("evidence", call),
    at: now().toISOString(),
    execution: call.execution,
    simulated: sections.some(({ simulated }) => simulated),
    sections,
  });
  return { entry: entry.id };
});
