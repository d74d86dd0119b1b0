// A state machine asks for an approval: the plan goes onto the case, and either somebody is asked, or the task is
// answered at once, because the mode, a rehearsal or an overstepping publisher leaves nothing to decide.
import {
  type Call,
  type CaseEntry,
  type Decision,
  type Evidence,
  inertLine,
  outcomeShape,
  PermanentFailure,
  type PlanLine,
  type PlaybookMode,
  type Settings,
} from "../../actions/kit/contract/index.ts";
import {
  type Approval,
  approvalId,
  changeApproval,
  putApproval,
} from "../../actions/kit/runtime/case-store/approvals.ts";
import { caseStore, type Doubt } from "../../actions/kit/runtime/case-store/index.ts";
import { digestOf } from "../../actions/kit/runtime/digest.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import type { Contracts } from "./contracts.ts";
import { asksBeyondLimit } from "./decide.ts";
import type { RequestEvent } from "./event.ts";
import { type Plan, planOf } from "./plan.ts";
import { answerTask } from "./task.ts";

export interface Asked {
  readonly approval: string;
  readonly asked: boolean;
}

export async function request({ token, call, request }: RequestEvent, contracts: Contracts, now: Date): Promise<Asked> {
  const plan = planOf(request.plan, contracts);
  const origin = await originOf(call);
  const approvers = membersOf(settings(), request.approvers);
  const unasked = withoutAsking(call, origin);
  const wanted: Approval = {
    id: approvalId(call),
    case: call.case,
    execution: call.execution,
    playbook: call.playbook,
    step: call.step,
    item: call.item,
    mode: call.mode,
    token,
    subject: request.subject,
    approvers,
    requestedBy: origin.requestedBy,
    needs: request.subject === null || plan.irreversible || !origin.known ? 2 : 1,
    doubts: origin.doubts,
    calls: request.plan.map(callOf),
    askedAt: now.getTime(),
    until: now.getTime() + Math.round(request.timeoutSeconds * 1_000),
    status: unasked ?? "open",
    yes: [],
    decidedBy: null,
    decidedAt: unasked === null ? null : now.getTime(),
    via: unasked === null ? null : "mode",
    answered: false,
  };
  const approval = await store(wanted);
  await caseStore().appendAll(call.case, entriesOf(approval, plan, request.because, origin));
  const { status: decision, decidedBy: by } = approval;
  if (decision !== "open" && decision !== "expired" && decision !== "void") {
    await answerTask(token, { decision, approval: approval.id, by });
  }
  return { approval: approval.id, asked: approval.status === "open" };
}

const callOf = ({ step, item, action, input }: PlanLine): Approval["calls"][number] => ({
  step,
  item,
  action,
  digest: digestOf({ action, input }),
});

/** A task that is tried again has a new token and waits anew: the open request follows it. */
async function store(wanted: Approval): Promise<Approval> {
  for (;;) {
    const kept = await putApproval(wanted);
    const { approval } = kept;
    if (approval.status !== "open" || approval.token === wanted.token) return approval;
    const changed = await changeApproval(kept, { token: wanted.token, until: wanted.until });
    if (changed !== null) return changed.approval;
  }
}

interface Origin {
  readonly mode: PlaybookMode;
  readonly requestedBy: string | null;
  readonly doubts: Doubt[];
  /** Whether the dispatcher started the execution. */
  readonly known: boolean;
}

const notOurs: Doubt = {
  sentence: "this execution was not started by the dispatcher, so nobody has checked where its finding came from",
  forbids: false,
};

async function originOf({ case: caseId, execution, playbook }: Call): Promise<Origin> {
  const found = await caseStore().origin(caseId, execution);
  const { account } = found.run ?? found.head;
  const mode = settings().playbooks.find(({ id }) => id === playbook)?.mode;
  return {
    mode: (account === null ? undefined : mode?.accounts[account]) ?? mode?.default ?? "observe",
    requestedBy: found.run?.requestedBy ?? null,
    doubts: found.run === null ? [notOurs] : [...found.run.doubts],
    known: found.run !== null,
  };
}

function membersOf({ approvers }: Settings, group: string): string[] {
  const members = Object.hasOwn(approvers, group) ? approvers[group] : undefined;
  if (members !== undefined) return [...members];
  const known = Object.keys(approvers).join(", ");
  throw new PermanentFailure("InvalidInput", `there is no group of approvers named ${group}: expected one of ${known}`);
}

/** Why nobody is asked; null when somebody is. */
function withoutAsking({ mode }: Call, origin: Origin): Extract<Decision, "not-asked" | "rehearsed"> | null {
  if (mode === "dry-run") return "rehearsed";
  return origin.mode === "observe" || origin.doubts.some(({ forbids }) => forbids) ? "not-asked" : null;
}

function entriesOf(approval: Approval, plan: Plan, because: readonly unknown[], origin: Origin): CaseEntry[] {
  const { id, execution, subject, approvers, status, doubts } = approval;
  const sections = [...doubts.map(doubtAsOutcome), ...because.map((one) => outcomeShape.parse(one))];
  const at = new Date(approval.askedAt).toISOString();
  const head = { at, simulated: sections.some(({ simulated }) => simulated) };
  const asked: CaseEntry = {
    ...head,
    kind: "plan",
    id: `plan:${id}`,
    execution,
    approval: id,
    lines: [...plan.lines],
    because: sections,
    subject,
    approvers,
    until: new Date(approval.until).toISOString(),
    asked: status !== "not-asked" && status !== "rehearsed",
  };
  if (asked.asked) {
    return [asked, ...limitNotes(approval, at), ...(enoughMayDecide(approval) ? [] : [noteOf(approval, at)])];
  }
  const decision = status === "rehearsed" ? "rehearsed" : "not-asked";
  const via = decision === "rehearsed" ? "dry run" : origin.mode === "observe" ? "mode observe" : "doubted finding";
  return [asked, { ...head, kind: "decision", id: `decision:${id}`, execution, approval: id, decision, by: null, via }];
}

/** What the approver is shown first: a doubt is a source that did not confirm. */
const doubtAsOutcome = ({ sentence }: Doubt): Omit<Evidence, symbol> => ({
  step: "finding",
  action: "cases.check-finding",
  status: "failed",
  output: null,
  error: { name: "NotContainable", cause: sentence },
  simulated: false,
});

const enoughMayDecide = ({ approvers, subject, needs }: Approval): boolean =>
  approvers.filter((person) => person !== subject).length >= needs;

/** Why a containment that was approved is asked about again. */
const limitNotes = ({ id, step, calls }: Approval, at: string): CaseEntry[] =>
  calls
    .filter((call) => asksBeyondLimit(step, call.step))
    .map(({ step: reached, action }) => ({
      kind: "note",
      id: `limit:${id}`,
      at,
      simulated: false,
      by: "riposte",
      text: inertLine(
        `the hourly limit of ${action} is reached, so ${reached} was stopped: approval ${id} asks whether to go on`,
      ),
    }));

const noteOf = ({ id, needs }: Approval, at: string): CaseEntry => ({
  kind: "note",
  id: `too-few:${id}`,
  at,
  simulated: false,
  by: "riposte",
  text: inertLine(
    `approval ${id} needs ${needs} people, and its group has fewer who may decide: nobody can approve it`,
  ),
});
