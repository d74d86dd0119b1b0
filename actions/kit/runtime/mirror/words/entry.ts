// An entry of a case as a ticket shows it. What the entries of a thread look like is the thread's own affair; the words
// for decisions, outcomes and endings are shared.
import type { CaseEntry, Decision, ShownPlanLine } from "../../../contract/case.ts";
import type { Verdict } from "../../../contract/observables.ts";
import { type DocumentBlock, heading, list, paragraph, table } from "./document.ts";
import { stepInWords, timeInWords } from "./names.ts";
import { sectionInBlocks, sourceInWords, stepAndActionInWords } from "./outcome.ts";
import { plain, plainLine } from "./plain.ts";

type Of<Kind extends CaseEntry["kind"]> = Extract<CaseEntry, { kind: Kind }>;

/** Groups that belong together on one page: a group is never torn apart unless it alone is too long. */
export function entryInGroups(entry: CaseEntry): DocumentBlock[][] {
  switch (entry.kind) {
    case "finding":
      return [[heading("Another finding"), ...findingInBlocks(entry)]];
    case "evidence":
      return entry.sections.map(sectionInBlocks);
    case "verdict":
      return [
        [
          titled(entry, `Verdict: ${entry.verdict}`),
          paragraph(verdictInWords(entry.verdict)),
          becauseOf(entry.because),
        ],
      ];
    case "severity":
      return [[titled(entry, `Severity: ${entry.severity}`), paragraph(plainLine(entry.reason, 300))]];
    case "plan":
      return [planInBlocks(entry)];
    case "decision":
      return [[titled(entry, `Decision: ${decisionNames[entry.decision]}`), paragraph(decisionInWords(entry))]];
    case "containment":
      return [[titled(entry, containmentInWords(entry)), paragraph(plainLine(entry.sentence))]];
    case "ending":
      return [endingInBlocks(entry)];
    case "note":
      return [[titled(entry, `Note by ${plainLine(entry.by, 120)}`), ...paragraphs(entry.text)]];
  }
}

/** What rests on a simulator says so wherever it is shown. */
const titled = ({ simulated }: CaseEntry, title: string): DocumentBlock =>
  heading(`${title}${simulated ? " (simulated)" : ""}`);

export const findingInBlocks = (entry: Of<"finding">): DocumentBlock[] => [
  table(
    ["What", "Answer"],
    [
      ["Finding", plainLine(entry.title, 300)],
      ["Severity", entry.severity],
      ["Reported by", `${plainLine(entry.source, 80)}${entry.simulated ? ", simulated" : ""}`],
      ["Finding ID", plainLine(entry.finding, 300)],
      ["Received", timeInWords(entry.at)],
    ],
  ),
];

const paragraphs = (text: string): DocumentBlock[] =>
  plain(text)
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map(paragraph);

const verdicts: Readonly<Record<Verdict, string>> = {
  clean: "Every source named answered, and the finding is explained.",
  malicious: "The evidence shows an attack.",
  unknown: "The evidence does not decide it; unknown is not clean.",
};
export const verdictInWords = (verdict: Verdict): string => verdicts[verdict];

const becauseOf = (steps: readonly string[]): DocumentBlock =>
  paragraph(steps.length === 0 ? "No source is named." : `Because of: ${steps.map(stepInWords).join(", ")}.`);

function planInBlocks(entry: Of<"plan">): DocumentBlock[] {
  const rows = entry.lines.map((line) => planLineInWords(line)).map((line) => Object.values(line));
  const missing = entry.because.filter(({ status }) => status !== "succeeded").map(sourceInWords);
  return [
    titled(entry, entry.asked ? "Plan, a decision is asked for" : "Plan, nobody is asked"),
    entry.lines.length === 0
      ? paragraph("Nothing would be changed.")
      : table(["Step", "What", "Target", "Account", "Undo", "Ends"], rows),
    paragraph(`Because of: ${entry.because.map(sourceInWords).join("; ") || "no source"}.`),
    ...(missing.length > 0 ? [paragraph(`Without an answer of: ${missing.join("; ")}.`)] : []),
    ...(entry.asked ? [paragraph(askedInWords(entry))] : []),
  ];
}

export const askedInWords = (entry: Of<"plan">): string => `${entry.approvers.join(", ")} ${deadlineInWords(entry)}`;

/** What follows the names of those who are asked. */
export const deadlineInWords = ({ until, subject }: Of<"plan">): string =>
  `may decide until ${timeInWords(until)}${subject === null ? "" : `; ${subject}, whom it concerns, may not`}.`;

export const planLineInWords = (line: ShownPlanLine) => ({
  step: stepAndActionInWords(line.step, line.item, null),
  title: plainLine(line.title, 200),
  target: plainLine(line.target, 500),
  account: line.account === null ? "–" : plainLine(line.account, 20),
  undo: plainLine(line.undo, 300),
  expiry: line.expiry === null ? "when undone" : plainLine(line.expiry, 60),
});

export const decisionNames: Readonly<Record<Decision, string>> = {
  approved: "approved",
  denied: "denied",
  expired: "expired",
  "not-asked": "not asked",
  rehearsed: "rehearsed",
};

export function decisionInWords({ decision, by, via, at }: Of<"decision">): string {
  const who = `${by === null ? "nobody" : plainLine(by, 120)} through ${plainLine(via, 40)}, ${timeInWords(at)}`;
  switch (decision) {
    case "approved":
      return `Approved by ${who}.`;
    case "denied":
      return `Denied by ${who}. Nothing was changed.`;
    case "expired":
      return `Nobody decided in time, ${timeInWords(at)}. Nothing was changed.`;
    case "not-asked":
      return "This playbook only observes: the plan is a proposal. Nobody was asked and nothing was changed.";
    case "rehearsed":
      return "This is a dry run: nobody was asked and nothing is changed.";
  }
}

const containmentNames: Readonly<Record<Of<"containment">["outcome"], string>> = {
  done: "done",
  "already-so": "was so already",
  failed: "FAILED",
  unverified: "done, but NOT VERIFIED",
  "would-do": "would be done",
};

/** `Disable key 1: done, AKIA… of maria.lopez`. */
export const containmentInWords = (entry: Of<"containment">): string =>
  `${stepAndActionInWords(entry.step, entry.item, null)}: ${containmentNames[entry.outcome]}, ${plainLine(entry.target, 200)}`;

const endings: Readonly<Record<Of<"ending">["status"], string>> = {
  SUCCEEDED: "The playbook came to its end",
  FAILED: "The playbook FAILED",
  TIMED_OUT: "The playbook ran OUT OF TIME",
  ABORTED: "The playbook was ABORTED",
};
export const endingInWords = ({ status, mode }: Of<"ending">): string =>
  `${endings[status]}${mode === "dry-run" ? " (dry run)" : ""}`;

function endingInBlocks(entry: Of<"ending">): DocumentBlock[] {
  const done = entry.steps.filter(({ status }) => status === "succeeded");
  const open = entry.steps.filter(({ status }) => status !== "succeeded");
  return [
    titled(entry, endingInWords(entry)),
    ...(entry.error === null ? [] : [paragraph(`Error: ${plainLine(entry.error)}`)]),
    ...(done.length > 0 ? [paragraph("What was done:"), list(done.map(stepOutcomeInWords))] : []),
    ...(open.length > 0 ? [paragraph("What was not:"), list(open.map(stepOutcomeInWords))] : []),
  ];
}

export function stepOutcomeInWords({ step, item, action, status, sentence }: Of<"ending">["steps"][number]): string {
  const outcome = status === "succeeded" ? "" : ` ${status === "not-reached" ? "not reached" : status}.`;
  return `${stepAndActionInWords(step, item, action)}:${outcome} ${plainLine(sentence)}`.trimEnd();
}
