// Silence is not innocence: whatever a playbook says, a clean verdict on a source that did not answer is refused here.
import { type Evidence, PermanentFailure, type Verdict } from "../../kit/contract/index.ts";
import { caseStore } from "../../kit/runtime/case-store/index.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { entryId } from "../entry-id.ts";
import { setVerdict } from "./action.ts";

export const handler = implement(setVerdict, async ({ input, call, now }) => {
  refuseUnearned(input.verdict, input.because);
  await caseStore().setVerdict(call.case, {
    id: entryId("verdict", call),
    at: now().toISOString(),
    execution: call.execution,
    simulated: input.because.some(({ simulated }) => simulated),
    verdict: input.verdict,
    because: input.because.map(({ step }) => step),
  });
  return { verdict: input.verdict };
});

function refuseUnearned(verdict: Verdict, because: readonly Evidence[]): void {
  if (verdict !== "clean") return;
  const silent = because.filter(({ status }) => status !== "succeeded").map(({ step }) => step);
  if (because.length > 0 && silent.length === 0) return;
  const reason = because.length === 0 ? "it names no source" : `these did not answer: ${silent.join(", ")}`;
  throw new PermanentFailure("Refused", `a clean verdict is refused because ${reason}; the case stays unknown`);
}
