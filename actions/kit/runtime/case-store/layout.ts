// The layout of the case table: one table, string keys `pk` and `sk`, single-item conditional writes only. Every key is
// made here. A row's `expires` (seconds since 1970) only lets a TTL tidy up; whoever reads a row checks times itself.
//
// | pk                    | sk                 | row                                              | written by           |
// | --------------------- | ------------------ | ------------------------------------------------ | -------------------- |
// | `case#<case>`         | `entry#<entry id>` | one entry as JSON text, written once             | everybody, once each |
// | `case#<case>`         | `findings#<0-f>`   | set of the findings that joined, sixteen shards  | intake               |
// | `case#<case>`         | `head`             | title, severity, verdict, status, runs, seen     | intake, judgements   |
// | `case#<case>`         | `mirror#<system>`  | what a mirror knows of its copy                  | that mirror          |
// | `finding#<finding>`   | `claim`            | which case a finding belongs to                  | intake               |
// | `entity#<entity>`     | `open`             | the open case of an entity, and until when       | intake               |
// | `opened`              | `<time>#<case>`    | a line of the list of cases                      | intake               |
// | `storm#<playbook>`    | `<window>`         | how often open cases got news in a window        | intake               |
// | `grant#<execution>`   | `<step>#<item>`    | a grant                                          | approvals only       |
// | `use#<execution>`     | `<step>#<item>`    | a grant's use, the state found first, the result | containment only     |
// | `approval#<approval>` | `approval`         | a request, its task's token and its decision     | approvals, ending    |
// | `approvals`           | `<until>#<id>`     | a line of the list of approvals                  | approvals            |
// | `seen#<signature>`    | `request`          | a request of Slack's that was made               | chatops              |
// | `stops`               | `*`, `<playbook>`  | who stopped containment, who resumed it          | approvals only       |
// | `journal#<day>`       | `<time>#<name>`    | what people did or were refused beside a case    | approvals, chatops   |
// | `blast#<what>`        | `<hour>`           | the containments of an hour, as a set            | containment only     |
//
// Grants and their uses have partitions of their own, so that a policy on `dynamodb:LeadingKeys` keeps the functions
// that contain from writing grants.
import { createHash } from "node:crypto";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Which call of an execution: `item` is the path of loop indexes, null outside loops. */
export interface CallKey {
  readonly execution: string;
  readonly step: string;
  readonly item: string | null;
}

const call = ({ step, item }: CallKey): string => `${step}#${item ?? "-"}`;

export const casePartition = (caseId: string): string => `case#${caseId}`;
export const headKey = (caseId: string): Key => ({ pk: casePartition(caseId), sk: "head" });
/** Sort keys between these two are the head's and the sets of findings. */
export const headRange = ["findings#", "head"] as const;
export const entryKey = (caseId: string, entryId: string): Key => ({
  pk: casePartition(caseId),
  sk: `entry#${entryId}`,
});
export const findingsKey = (caseId: string, finding: string): Key => ({
  pk: casePartition(caseId),
  sk: `findings#${finding.slice(0, 1)}`,
});
export const mirrorKey = (caseId: string, system: string): Key => ({
  pk: casePartition(caseId),
  sk: `mirror#${system}`,
});
export const claimKey = (finding: string): Key => ({ pk: `finding#${finding}`, sk: "claim" });
export const entityKey = (entity: string): Key => ({ pk: `entity#${entity}`, sk: "open" });
export const stormKey = (name: string, window: number): Key => ({ pk: `storm#${name}`, sk: String(window) });
export const listPartition = "opened";
export const listKey = (caseId: string, openedAt: string): Key => ({ pk: listPartition, sk: `${openedAt}#${caseId}` });
export const grantPartition = (execution: string): string => `grant#${execution}`;
export const grantKey = (key: CallKey): Key => ({ pk: grantPartition(key.execution), sk: call(key) });
export const useKey = (key: CallKey): Key => ({ pk: `use#${key.execution}`, sk: call(key) });
export const approvalKey = (approval: string): Key => ({ pk: `approval#${approval}`, sk: "approval" });
export const approvalsPartition = "approvals";
export const approvalsKey = (approval: string, until: number): Key => ({
  pk: approvalsPartition,
  sk: `${new Date(until).toISOString()}#${approval}`,
});
export const stopsPartition = "stops";
export const stopKey = (playbook: string | null): Key => ({ pk: stopsPartition, sk: playbook ?? "*" });
export const journalPartition = (day: string): string => `journal#${day}`;
export const blastKey = (what: string, hour: string): Key => ({ pk: `blast#${what}`, sk: hour });
export const seenKey = (signature: string): Key => ({ pk: `seen#${signature}`, sk: "request" });
/** A short name for a list of values: hex digits of their SHA-256. Lists that differ have different names. */
export const nameOf = (values: readonly (string | number | null)[], digits = 32): string =>
  createHash("sha256").update(JSON.stringify(values)).digest("hex").slice(0, digits);
