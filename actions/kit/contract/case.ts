// A case as its mirrors and its readers see it: a head and an ordered list of entries. An entry is written once, under
// an id of its own, and never changed; whatever is shown of a case is made from these.
import * as z from "zod";
import { mode } from "./call.ts";
import { outcomeShape } from "./evidence.ts";
import { awsAccount, severity, text, timestamp, verdict } from "./observables.ts";
import { personId } from "./principal.ts";

/** One line of a plan, as the compiled playbook sends it, before anything is shown. */
export const planLine = z.object({
  step: text(80),
  item: text(80).nullable(),
  action: text(80),
  input: z.record(z.string(), z.json()),
});
export type PlanLine = z.infer<typeof planLine>;

/** A plan line with what the approver must see. */
export const shownPlanLine = planLine.extend({
  title: text(200),
  target: text(2_048),
  account: text(20).nullable(),
  undo: text(300),
  expiry: text(60).nullable(),
});
export type ShownPlanLine = z.infer<typeof shownPlanLine>;

export const decision = z.enum(["approved", "denied", "expired", "not-asked", "rehearsed"]);
export type Decision = z.infer<typeof decision>;

export const stepOutcome = z.object({
  step: text(80),
  item: text(80).nullable(),
  action: text(80).nullable(),
  status: z.enum(["succeeded", "failed", "skipped", "not-reached"]),
  /** What was done or why not, in a sentence made from the outcome. */
  sentence: text(1_000),
});

const entryHead = { id: text(300), at: timestamp, simulated: z.boolean() };

export const caseEntry = z.discriminatedUnion("kind", [
  z.object({
    ...entryHead,
    kind: z.literal("finding"),
    finding: text(300),
    source: text(80),
    title: text(300),
    severity,
  }),
  z.object({ ...entryHead, kind: z.literal("evidence"), execution: text(80), sections: z.array(outcomeShape) }),
  z.object({ ...entryHead, kind: z.literal("verdict"), execution: text(80), verdict, because: z.array(text(80)) }),
  z.object({ ...entryHead, kind: z.literal("severity"), severity, reason: text(300) }),
  z.object({
    ...entryHead,
    kind: z.literal("plan"),
    execution: text(80),
    approval: text(120),
    lines: z.array(shownPlanLine),
    because: z.array(outcomeShape),
    subject: personId.nullable(),
    approvers: z.array(personId),
    until: timestamp,
    /** Whether somebody is asked: in mode `observe` and in a dry run nobody is. */
    asked: z.boolean(),
  }),
  z.object({
    ...entryHead,
    kind: z.literal("decision"),
    execution: text(80),
    approval: text(120),
    decision,
    by: text(120).nullable(),
    via: text(40),
  }),
  z.object({
    ...entryHead,
    kind: z.literal("containment"),
    execution: text(80),
    step: text(80),
    item: text(80).nullable(),
    action: text(80),
    target: text(2_048),
    outcome: z.enum(["done", "already-so", "failed", "unverified", "would-do"]),
    sentence: text(1_000),
  }),
  z.object({
    ...entryHead,
    kind: z.literal("ending"),
    execution: text(80),
    status: z.enum(["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
    mode,
    steps: z.array(stepOutcome),
    error: text(1_000).nullable(),
  }),
  z.object({ ...entryHead, kind: z.literal("note"), by: text(120), text: text(4_000) }),
]);
export type CaseEntry = z.infer<typeof caseEntry>;

/** What a mirror knows of its own copy. `delivered` holds ids of entries; `key` is the ticket's or thread's own. */
export const mirrorState = z.object({
  system: text(40),
  key: text(200).nullable(),
  url: text(1_000).nullable(),
  delivered: z.array(text(300)),
  /** The last failure, null while all is well. */
  failure: text(1_000).nullable(),
  /** When a copy was asked for whose answer is not known; absent or null at all other times. */
  askedAt: timestamp.nullable().optional(),
});
export type MirrorState = z.infer<typeof mirrorState>;

export const dispositions = ["true-positive", "benign", "false-positive", "duplicate"] as const;
export const disposition = z.enum(dispositions);
export type Disposition = z.infer<typeof disposition>;

export const caseHead = z.object({
  id: text(80),
  title: text(300),
  kind: text(80),
  playbook: text(80),
  account: awsAccount.nullable(),
  severity,
  status: z.enum(["open", "closed"]),
  verdict,
  owner: personId.nullable(),
  openedAt: timestamp,
  /** How many findings it counts, the first included. */
  findings: z.int().min(1),
  executions: z.array(text(80)),
  simulated: z.boolean(),
  /** What a person found it to be; absent while it is open. */
  closed: z.object({ disposition, by: personId, at: timestamp, reason: text(500) }).optional(),
});
export type CaseHead = z.infer<typeof caseHead>;

/** A case, whole: entries in the order they came. */
export const caseView = z.object({
  head: caseHead,
  entries: z.array(caseEntry),
  mirrors: z.array(mirrorState),
});
export type CaseView = z.infer<typeof caseView>;
