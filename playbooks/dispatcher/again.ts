// A finding once more, because somebody asks: the next attempt, under a name of its own, so that nothing of what an earlier
// one was granted is good for it.
import type { Mode } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { parseFindings } from "../findings/index.ts";
import { arrivalOf } from "./arrival.ts";
import { type Dispatched, dispatch } from "./dispatch.ts";
import { contentOf, executionName } from "./identity.ts";
import { planOf, type Request } from "./plan.ts";

export interface Again {
  /** The message, or the finding as an execution has it. */
  readonly text: string;
  readonly requestedBy: string;
  readonly mode: Mode;
}

export type AgainAnswer =
  | { readonly ok: true; readonly started: readonly (Dispatched & { readonly attempt: number })[] }
  | { readonly ok: false; readonly message: string };

/** All findings of the message or, where one cannot be read, none. */
export async function startAgain({ text, requestedBy, mode }: Again): Promise<AgainAnswer> {
  const parsed = parseFindings(text, settings().rules ?? {});
  const reasons = parsed.flatMap((one) => (one.ok ? [] : [one.reason]));
  if (reasons.length > 0) return { ok: false, message: reasons.join("; ") };
  const started = [];
  for (const { finding, unfit } of parsed.filter((one) => one.ok)) {
    // Who asks has not said that the claim is true: its publisher is looked at as before.
    const request = { finding, unfit, text, requestedBy, mode, now: new Date(), claimedBy: "publisher" } as const;
    const attempt = await nextAttempt({ ...request, attempt: 1 });
    started.push({ ...(await dispatch({ ...request, attempt })), attempt });
  }
  return { ok: true, started };
}

/** One more than the last attempt of this finding that is on its case; the first for one that never had any. */
async function nextAttempt(request: Request): Promise<number> {
  const { finding, mode } = request;
  const editions = [null, contentOf(finding)].map((edition) => ({
    edition,
    plan: planOf(request, edition, settings()),
  }));
  const made = new Set<string>();
  for (const { plan } of editions) {
    const { how, case: id } = await caseStore().whereabouts(arrivalOf(plan));
    const head = how === "known" ? await caseStore().head(id) : null;
    for (const name of head?.executions ?? []) made.add(name);
  }
  const isMade = (attempt: number): boolean =>
    editions.some(
      ({ edition, plan }) =>
        plan.playbook !== null && made.has(executionName(plan.playbook.id, { finding, mode, edition }, attempt)),
    );
  let attempt = 1;
  while (isMade(attempt)) attempt += 1;
  return attempt;
}
