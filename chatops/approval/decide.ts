// A person decides. The first decision is stored, then its grants, then the case, then the task hears of it; whoever dies
// in between is continued by the next who calls. Refusals are answers, and the case remembers them.
import { inertLine, type Settings } from "../../actions/kit/contract/index.ts";
import {
  type Approval,
  changeApproval,
  expireApproval,
  getApproval,
  type Kept,
} from "../../actions/kit/runtime/case-store/approvals.ts";
import { voidGrants, writeGrant } from "../../actions/kit/runtime/case-store/grants.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import type { DecideEvent, MayDecideEvent } from "./event.ts";
import { answerTask } from "./task.ts";
import { type Attempt, type Refusal, refusalOf } from "./who-may.ts";

export interface Decided {
  readonly ok: boolean;
  /** A sentence for the person who decided. */
  readonly message: string;
  readonly approval: string;
  readonly case: string | null;
  /** The decision that stands; null while there is none. */
  readonly decision: "approved" | "denied" | null;
}

/** How long a grant is good for, in milliseconds: the steps of a plan are made at once, one after the other. */
const grantsLast = 3_600_000;

export async function decide(event: DecideEvent, { people }: Pick<Settings, "people">, now: Date): Promise<Decided> {
  for (;;) {
    const kept = await getApproval(event.approval);
    if (kept === null) return unknownApproval(event);
    const attempt = attemptOf(kept, event, people, now);
    const refusal = refusalOf(attempt);
    if (refusal !== null) return refused(attempt, refusal, event.via);
    const stored = await storeDecision(kept, attempt, event.via);
    if (stored !== null)
      return stored.approval.status === "open" ? half(stored.approval, attempt.name, now) : finish(stored, now, true);
  }
}

/** What is asked of somebody who may decide, besides the plan on the case. */
export interface MayDecide extends Decided {
  /** How many people must say yes, and who has. */
  readonly needs: number;
  readonly yes: readonly string[];
}

/** As `decide`, up to the decision itself: a refusal is answered and noted, and nothing is decided. */
export async function mayDecide(
  event: MayDecideEvent,
  { people }: Pick<Settings, "people">,
  now: Date,
): Promise<MayDecide> {
  const kept = await getApproval(event.approval);
  if (kept === null) return { ...unknownApproval(event), needs: 0, yes: [] };
  const attempt = attemptOf(kept, event, people, now);
  const refusal = refusalOf(attempt);
  const { needs, yes } = kept.approval;
  if (refusal !== null) return { ...(await refused(attempt, refusal, event.via)), needs, yes };
  return { ...answer(kept.approval, true, "may decide"), needs, yes };
}

function attemptOf(
  { approval }: Kept,
  event: DecideEvent | MayDecideEvent,
  people: Settings["people"],
  now: Date,
): Attempt {
  const name = inertLine(event.person);
  const person = people.find(({ id }) => id === name) ?? null;
  return { approval, decision: event.decision, name, person, now };
}

const unknownApproval = ({ approval }: Pick<DecideEvent, "approval">): Decided => ({
  ok: false,
  message: `there is no approval ${inertLine(approval)}: check the id`,
  approval,
  case: null,
  decision: null,
});

/** One no is enough; yes takes as many people as the approval needs. Null when somebody else was quicker. */
function storeDecision(kept: Kept, { decision, name, now }: Attempt, via: string): Promise<Kept | null> {
  const { approval } = kept;
  if (decision === "denied") {
    return changeApproval(kept, { status: "denied", decidedBy: name, decidedAt: now.getTime(), via });
  }
  const yes = [...approval.yes, name];
  if (yes.length < approval.needs) return changeApproval(kept, { yes, via });
  return changeApproval(kept, { yes, status: "approved", decidedBy: yes.join(" and "), decidedAt: now.getTime(), via });
}

const half = async (approval: Approval, name: string, now: Date): Promise<Decided> => {
  await note(approval, now, {
    about: `half:${name}`,
    by: name,
    text: `${name} approves ${approval.id}; one more person must`,
  });
  return answer(approval, true, "noted: one more person must approve before anything happens");
};

/**
 * Carries a stored decision to its grants, the case and the task. May be repeated: but only whoever decided knows that
 * a task which waits no more has not heard of it, so only then are the grants taken back. `ending` takes back the rest.
 */
async function finish(kept: Kept, now: Date, first: boolean): Promise<Decided> {
  const { approval } = kept;
  if (approval.status === "approved") await grantAll(approval);
  await tellCase(approval);
  const decision = approval.status === "approved" ? "approved" : "denied";
  const heard = await answerTask(approval.token, { decision, approval: approval.id, by: approval.decidedBy });
  if (heard === "gone" && first) return tooLate(kept, now);
  await changeApproval(kept, { answered: true });
  return answer(approval, true, `${decision} by ${approval.decidedBy}`);
}

async function grantAll({ id, execution, calls, decidedBy, decidedAt, step }: Approval): Promise<void> {
  const at = decidedAt ?? 0;
  const common = { execution, approval: id, decidedBy: decidedBy ?? "", decidedAt: at, expiresAt: at + grantsLast };
  const grants = calls.map((call) => ({ ...call, ...common, beyondLimit: asksBeyondLimit(step, call.step) }));
  await Promise.all(grants.map((grant) => writeGrant(grant)));
}

/** Whether an approval asks to pass the limit that a containment has reached: the compiler names its step so. */
export const asksBeyondLimit = (asking: string, contained: string): boolean => asking === `${contained}-limit`;

async function tellCase({ id, execution, status, decidedBy, decidedAt, via, ...approval }: Approval): Promise<void> {
  await caseStore().append(approval.case, {
    kind: "decision",
    id: `decision:${id}`,
    at: new Date(decidedAt ?? 0).toISOString(),
    simulated: false,
    execution,
    approval: id,
    decision: status === "approved" ? "approved" : "denied",
    by: decidedBy,
    via: via ?? "unknown",
  });
}

/** The task has stopped waiting: what was granted is taken back before anybody can use it. */
async function tooLate(kept: Kept, now: Date): Promise<Decided> {
  const { approval } = kept;
  const because = "the decision came when the execution no longer waited for it";
  const voided = await voidGrants({ execution: approval.execution, approval: approval.id }, { because, now });
  await changeApproval(kept, { status: "void", answered: true });
  const message = `too late: the execution no longer waits for approval ${approval.id}; ${voided} grants are void, nothing was contained`;
  await note(approval, now, { about: "void", by: "riposte", text: message });
  return answer({ ...approval, status: "void" }, false, message);
}

async function refused({ approval, name, now, decision }: Attempt, refusal: Refusal, via: string): Promise<Decided> {
  const unfinished = (approval.status === "approved" || approval.status === "denied") && !approval.answered;
  if (refusal.reason === "decided" && unfinished) {
    const kept = await getApproval(approval.id);
    if (kept !== null) await finish(kept, now, false);
    return answer(approval, false, `${refusal.message} but the execution has been told again`);
  }
  if (refusal.reason === "late") await expire(approval, now);
  const repeated = refusal.reason === "twice" || (refusal.reason === "decided" && approval.yes.includes(name));
  if (!repeated) {
    const verb = decision === "approved" ? "approve" : "deny";
    const by = name.slice(0, 80);
    const text = `tried to ${verb} through ${via}, refused: ${refusal.message}`;
    await note(approval, now, { about: `refused:${refusal.reason}:${by}`, by, text });
  }
  return answer(approval, false, refusal.message);
}

async function expire(approval: Approval, now: Date): Promise<void> {
  const stands = await expireApproval(approval.id, now);
  if (stands?.status !== "expired") return;
  await caseStore().append(approval.case, {
    kind: "decision",
    id: `decision:${approval.id}`,
    at: new Date(approval.until).toISOString(),
    simulated: false,
    execution: approval.execution,
    approval: approval.id,
    decision: "expired",
    by: null,
    via: "clock",
  });
}

interface Note {
  /** Names the note: the same one is written once. */
  readonly about: string;
  readonly by: string;
  readonly text: string;
}

async function note(approval: Approval, now: Date, { about, by, text }: Note): Promise<void> {
  await caseStore().append(approval.case, {
    kind: "note",
    id: `approval:${approval.id}:${about}`.slice(0, 300),
    at: now.toISOString(),
    simulated: false,
    by: by.slice(0, 120),
    text: inertLine(text).slice(0, 4_000),
  });
}

const answer = (approval: Approval, ok: boolean, message: string): Decided => ({
  ok,
  message,
  approval: approval.id,
  case: approval.case,
  decision: approval.status === "approved" || approval.status === "denied" ? approval.status : null,
});
