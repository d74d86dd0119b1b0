// Who may decide what. One refusal a line, in the order in which they are looked at; each is a sentence for the person.
import type { Person } from "../../actions/kit/contract/index.ts";
import type { Approval } from "../../actions/kit/runtime/case-store/approvals.ts";
import { missingRole } from "../people/roles.ts";

export interface Attempt {
  readonly approval: Approval;
  readonly decision: "approved" | "denied";
  /** As named by whoever brings the decision. */
  readonly name: string;
  /** The person of that name in the settings; null when there is none. */
  readonly person: Person | null;
  readonly now: Date;
}

export interface Refusal {
  /** One word for it: the same refusal of the same person is noted once. */
  readonly reason:
    | "decided"
    | "unknown"
    | "outsider"
    | "role"
    | "subject"
    | "requester"
    | "twice"
    | "forbidden"
    | "late";
  readonly message: string;
}

type Check = (attempt: Attempt) => Refusal | null;

const refuse = (reason: Refusal["reason"], message: string): Refusal => ({ reason, message });

const decided: Check = ({ approval: { status, decidedBy } }) => {
  if (status === "open") return null;
  if (status === "expired") return refuse("late", "too late: nobody decided in time; nothing changed");
  const by = decidedBy === null ? "" : ` by ${decidedBy}`;
  return refuse("decided", `already ${status.replace("-", " ")}${by}; nothing changed`);
};

const unknown: Check = ({ person, name }) =>
  person === null
    ? refuse("unknown", `${name} is not a person in the configuration; only its people may decide`)
    : null;

const outsider: Check = ({ approval, name }) =>
  approval.approvers.includes(name)
    ? null
    : refuse("outsider", `${name} is not among those who decide this: ${approval.approvers.join(", ")}`);

const subject: Check = ({ approval, name }) =>
  approval.subject === name
    ? refuse("subject", `${name} is the person concerned, and nobody decides for themselves`)
    : null;

const role: Check = ({ person }) => {
  const missing = person === null ? null : missingRole(person, "decide");
  return missing === null ? null : refuse("role", missing);
};

const late: Check = ({ approval: { until }, now }) =>
  now.getTime() >= until
    ? refuse("late", `too late: the time to decide ended at ${new Date(until).toISOString()}; nothing changed`)
    : null;

const forbidden: Check = ({ approval, decision }) => {
  const sentence = approval.doubts.find(({ forbids }) => forbids)?.sentence;
  if (decision === "denied" || sentence === undefined) return null;
  return refuse("forbidden", `nothing may be contained because of this finding: ${sentence}`);
};

const requester: Check = ({ approval, decision, name }) =>
  decision === "approved" && approval.requestedBy === name && approval.needs === 1
    ? refuse("requester", `${name} asked for this, and nobody approves alone what they asked for: someone else must`)
    : null;

const twice: Check = ({ approval, decision, name }) =>
  decision === "approved" && approval.yes.includes(name)
    ? refuse("twice", `${name} has said yes already; another person must say yes as well`)
    : null;

const checks: readonly Check[] = [unknown, subject, outsider, role, decided, late, forbidden, requester, twice];

/** Why this person may not decide this now; null when they may. */
export function refusalOf(attempt: Attempt): Refusal | null {
  for (const check of checks) {
    const refusal = check(attempt);
    if (refusal !== null) return refusal;
  }
  return null;
}
