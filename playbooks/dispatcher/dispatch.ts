// A finding in, an execution out: kept as it came, placed on a case, its playbook chosen and started. Every step may be
// repeated; a delivery that died anywhere in between is continued by the next.
import type { PlaybookSettings } from "../../actions/kit/contract/index.ts";
import { caseStore, type Placement } from "../../actions/kit/runtime/case-store/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { arrivalOf } from "./arrival.ts";
import { contentOf } from "./identity.ts";
import { isAskedFor, type Plan, planOf, type Request } from "./plan.ts";
import { keepRaw } from "./raw-message.ts";
import { isFinal, startExecution } from "./start-execution.ts";
import { noteOf, tellCase } from "./telling.ts";

export interface Dispatched {
  readonly case: string;
  readonly how: Placement["how"];
  /** Why it is only kept and counted; null when it is looked at. */
  readonly aside: Placement["aside"];
  readonly playbook: string | null;
  readonly execution: string | null;
  readonly executionArn: string | null;
}

export async function dispatch(request: Request): Promise<Dispatched> {
  const [dispatched] = await Promise.all([place(request), keepRaw(request.text)]);
  return dispatched;
}

/** A publisher that says something new under an old id and version is heard: it is another edition of the finding. */
async function place(request: Request): Promise<Dispatched> {
  for (const edition of [null, contentOf(request.finding)]) {
    const plan = planOf(request, edition, settings());
    // A case that opens starts its execution at once, beside the last of its writes: nobody waits for those.
    let acting: Promise<Dispatched> | null = null;
    const opened = (placement: Placement) => (acting = act(plan, placement));
    const placement = await caseStore().place({ ...arrivalOf(plan), opened });
    if (placement !== null) return acting ?? act(plan, placement);
  }
  throw new Error(`finding ${request.finding.id} of ${request.finding.source} has no name of its own`);
}

/** Says on the case what has to be said, and starts the playbook unless the finding is only counted. */
async function act(plan: Plan, placement: Placement): Promise<Dispatched> {
  const { playbook, execution } = plan;
  const { aside, how } = placement;
  const nothing = { case: placement.case, how, aside, playbook: playbook?.id ?? null };
  const asked = isAskedFor(plan.request);
  if (how === "opened" || placement.brought.length > 0 || asked) await tellCase(plan, placement);
  const starts = asked || (aside === null && (how === "opened" || placement.brought.length > 0));
  if (!starts || playbook === null || execution === null) return { ...nothing, execution: null, executionArn: null };
  return { ...nothing, execution, executionArn: await start(plan, playbook, execution, placement.case) };
}

async function start(plan: Plan, playbook: PlaybookSettings, execution: string, caseId: string): Promise<string> {
  const { requestedBy, mode, attempt, now } = plan.request;
  const run = { case: caseId, startedBy: plan.run.startedBy, requestedBy, mode, attempt };
  try {
    return await startExecution(playbook, execution, { finding: plan.seen, run });
  } catch (error) {
    if (isFinal(error)) {
      const words = `playbook ${playbook.id} could not be started: ${error.name}: ${error.message}`;
      await caseStore().append(caseId, noteOf(now, `not-started:${execution}`, words));
    }
    throw error;
  }
}
