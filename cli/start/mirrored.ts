// Whether a case's copies are complete: every entry delivered to every mirror, and nothing failed on the way.
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";

/** The case once its execution's end is on it and all mirrors have it; as it stands when `patience` (milliseconds) is over. */
export async function mirroredCase(
  caseId: string,
  execution: string,
  mirrors: readonly string[],
  patience: number,
): Promise<CaseView> {
  const until = Date.now() + patience;
  for (;;) {
    const view = await caseStore().view(caseId);
    const ended = view.entries.some((entry) => entry.kind === "ending" && entry.execution === execution);
    if ((ended && behind(view, mirrors).length === 0) || Date.now() > until) return view;
    await sleep(50);
  }
}

/** Mirrors that lack something, each with why. */
export function behind(
  view: CaseView,
  mirrors: readonly string[],
): readonly { readonly mirror: string; readonly why: string }[] {
  return mirrors.flatMap((mirror) => {
    const state = view.mirrors.find(({ system }) => system === mirror);
    if (state === undefined) return [{ mirror, why: "nothing was delivered yet" }];
    const missing = view.entries.filter(({ id }) => !state.delivered.includes(id)).length;
    if (missing === 0 && state.failure === null) return [];
    return [{ mirror, why: state.failure ?? `${missing} entries are not delivered yet` }];
  });
}
