// A summary as facts: by topic, what is said of which subject. Two lists of facts are all that a diff compares, so a new
// kind of fact is a line here and nothing else.
import { targetInWords, undoInWords } from "../explain/sections/containment.ts";
import { subjectInWords } from "../explain/sections/decision.ts";
import { stepsInBlock } from "../explain/sections/order.ts";
import {
  blockName,
  type Containment,
  type DecisionSummary,
  type Summary,
  type SummaryStep,
} from "../explain/summary.ts";
import { listed, quoted, span } from "../explain/words.ts";

/** What a reviewer must see first comes first. */
export const topics = [
  "containment",
  "approvers",
  "settings",
  "permissions",
  "order",
  "steps",
  "cost",
  "latency",
] as const;
export type Topic = (typeof topics)[number];

/** What is said of one subject; a field without a name is the subject's own value. */
export interface Fact {
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
}

export const factsOf: Readonly<Record<Exclude<Topic, "order">, (summary: Summary) => readonly Fact[]>> = {
  containment: ({ containments, decisions }) => [
    ...decisions.flatMap(unattendedFact),
    ...containments.map(containmentFact),
  ],
  approvers: (summary) => summary.decisions.map((decision) => decisionFact(summary, decision)),
  settings: settingFacts,
  permissions: permissionFacts,
  steps: ({ steps }) => steps.filter(({ word }) => word !== "contain").map(stepFact),
  cost: ({ estimate }) => [
    ranged("state transitions", estimate.transitions),
    ranged("dollars for 1,000 runs", estimate.dollarsPerThousand),
  ],
  latency: ({ estimate }) => [
    ranged("seconds until the evidence", estimate.seconds.evidence),
    ranged("seconds until the end", estimate.seconds.all),
  ],
};

const fact = (subject: string, value: string): Fact => ({ subject, fields: { "": value } });

const ranged = (subject: string, { best, typical, worst }: Summary["estimate"]["transitions"]): Fact => ({
  subject,
  fields: { typically: String(typical), "at best": String(best), "at worst": String(worst) },
});

const unattendedFact = ({ step, unattended }: DecisionSummary): readonly Fact[] =>
  unattended === null
    ? []
    : [
        {
          subject: `${step}, WITHOUT A PERSON`,
          fields: { if: unattended.if, "at most": `${unattended.limit} an hour`, because: unattended.reason },
        },
      ];

const containmentFact = (containment: Containment): Fact => ({
  subject: containment.step,
  fields: {
    action: containment.action,
    "decided by": containment.unattended ? `nobody, below the limit of ${containment.power}` : containment.power,
    target: targetInWords(containment),
    called: containment.each.length === 0 ? "once" : `for every item of ${listed(containment.each)}`,
    "only if": listed(containment.onlyIf) || "always",
    undo: undoInWords(containment),
    ends: containment.expirySeconds === null ? "when somebody undoes it" : `after ${span(containment.expirySeconds)}`,
    limit: `${containment.perHour} an hour`,
    "verified by": containment.verification,
  },
});

function decisionFact(summary: Summary, decision: DecisionSummary): Fact {
  const { step, approvers, timeoutSeconds, because, unattended } = decision;
  const after = (branch: string): string =>
    listed(stepsInBlock(summary, blockName({ step, branch }))) || "nothing further";
  return {
    subject: step,
    fields: {
      approvers,
      "time to decide": span(timeoutSeconds),
      "who may not": subjectInWords(decision),
      "evidence shown": listed(because) || "none",
      ...(unattended === null
        ? { approved: after("approved"), denied: after("denied"), expired: after("expired") }
        : {}),
    },
  };
}

function settingFacts(summary: Summary): readonly Fact[] {
  const { repeats } = summary;
  return [
    ...Object.entries(summary.settings).map(([name, value]) => fact(name, quoted(value))),
    fact("starts on findings of the kind", summary.kind),
    fact("owner", summary.owner),
    fact("title", summary.title),
    fact("techniques", listed(summary.techniques) || "none"),
    fact(
      "repeats",
      repeats === null
        ? "each starts it"
        : `the same ${listed(repeats.sameEntity)} within ${span(repeats.withinSeconds)}; a storm above ${repeats.storm.over} in ${span(repeats.storm.inSeconds)}`,
    ),
  ];
}

function permissionFacts({ permissions }: Summary): readonly Fact[] {
  const held = (subject: string): Fact => ({ subject, fields: {} });
  return [
    ...permissions.invoke.map((name) => held(`the state machine may invoke ${name}`)),
    ...permissions.actions.flatMap(({ action, vendor, statements, secrets, hosts }) => [
      ...(vendor === null ? [] : [fact(`${action} is served by`, vendor)]),
      ...statements.flatMap(({ actions, resources }) =>
        actions.flatMap((one) => resources.map((resource) => held(`${action} may ${one} on ${resource}`))),
      ),
      ...secrets.map((name) => held(`${action} reads the secret ${name}`)),
      ...hosts.map((host) => held(`${action} calls ${host}`)),
    ]),
  ];
}

const stepFact = ({ id, word, action, within, timeLimit, with: fields }: SummaryStep): Fact => ({
  subject: id,
  fields: {
    "": action === null ? word : `${word} ${action}`,
    ...(timeLimit === null ? {} : { "time limit": span(timeLimit) }),
    in: within.map(blockName).join(", ") || "the playbook itself",
    ...Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [`${word === "choose" ? "branch " : ""}${name}`, value]),
    ),
  },
});
