// What an ended execution leaves on its case: what was contained and what was not, a decision that never came, evidence
// that its own step could not write, and the ending itself. Ids say which execution they are of: twice is once.
import {
  type CaseEntry,
  type CaseView,
  outcomeShape,
  type PlaybookSettings,
  type ShownPlanLine,
} from "../../actions/kit/contract/index.ts";
import { approvalId } from "../../actions/kit/runtime/case-store/approvals.ts";
import { failureInWords } from "./failure-in-words.ts";
import { type History, resultOf, type StepCall } from "./history.ts";
import { changedNothing, stepsInWords } from "./steps-in-words.ts";

export interface Ended {
  readonly execution: string;
  readonly status: Extract<CaseEntry, { kind: "ending" }>["status"];
  readonly mode: Extract<CaseEntry, { kind: "ending" }>["mode"];
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly at: Date;
}

interface Told {
  readonly ended: Ended;
  readonly history: History;
  readonly view: CaseView;
  readonly steps: PlaybookSettings["steps"];
}

export const endingEntries = (told: Told): CaseEntry[] => [
  ...evidence(told),
  ...expired(told),
  ...containments(told),
  endingEntry(told),
];

const key = ({ step, item }: Pick<StepCall, "step" | "item">): string => (item === null ? step : `${step}/${item}`);

/** Only when no step of the execution has put its evidence onto the case: nothing learned is lost beside a failure. */
function evidence({ ended, history, view, steps }: Told): CaseEntry[] {
  const { execution, at } = ended;
  if (view.entries.some((entry) => entry.kind === "evidence" && entry.execution === execution)) return [];
  const sections = steps.flatMap(({ id, action, word }) =>
    word === "read" || word === "attempt"
      ? history.calls.filter(({ step }) => step === id).map((call) => sectionOf(call, action ?? id))
      : [],
  );
  if (sections.length === 0) return [];
  const simulated = sections.some((section) => section.simulated);
  return [
    { kind: "evidence", id: `evidence:${execution}/ending`, at: at.toISOString(), simulated, execution, sections },
  ];
}

function sectionOf(call: StepCall, action: string) {
  const { step, status } = call;
  if (status === "succeeded") return outcomeShape.parse({ step, action, status, error: null, ...resultOf(call) });
  const cause =
    status === "unfinished" ? "still under way when the execution ended" : failureInWords(undefined, call.cause);
  const error = { name: call.error?.slice(0, 256) ?? null, cause };
  return outcomeShape.parse({ step, action, status: "failed", output: null, error, simulated: false });
}

/** A question that nobody answered: its time ran out, or the execution ended before. */
function expired({ ended: { execution }, history }: Told): CaseEntry[] {
  return history.calls
    .filter(({ waits, status }) => waits && (status === "timed-out" || status === "unfinished"))
    .map((call) => {
      const approval = approvalId({ execution, step: call.step, item: call.item });
      return {
        kind: "decision",
        id: `decision:${approval}`,
        at: call.at.toISOString(),
        simulated: false,
        execution,
        approval,
        decision: "expired",
        by: null,
        via: call.status === "timed-out" ? "clock" : "end of the execution",
      };
    });
}

function containments(told: Told): CaseEntry[] {
  const { ended, history, view, steps } = told;
  const lines = view.entries.flatMap((entry) =>
    entry.kind === "plan" && entry.execution === ended.execution ? entry.lines : [],
  );
  return steps
    .filter(({ word }) => word === "contain")
    .flatMap(({ id, action }) =>
      history.calls.filter(({ step }) => step === id).map((call) => containment(ended, call, action ?? id, lines)),
    );
}

function containment(ended: Ended, call: StepCall, action: string, lines: readonly ShownPlanLine[]): CaseEntry {
  const line = lines.find(({ step, item }) => step === call.step && item === call.item);
  const target = (line?.target ?? JSON.stringify(call.sent) ?? "unknown").slice(0, 2_048);
  const outcome = outcomeOf(call, ended.mode);
  return {
    kind: "containment",
    id: `containment:${ended.execution}/${key(call)}`,
    at: call.at.toISOString(),
    simulated: resultOf(call).simulated,
    execution: ended.execution,
    step: call.step,
    item: call.item,
    action,
    target,
    outcome,
    sentence: sentences[outcome](line?.title ?? action, target, failureInWords(call.error, call.cause)).slice(0, 1_000),
  };
}

type Outcome = Extract<CaseEntry, { kind: "containment" }>["outcome"];

function outcomeOf(call: StepCall, mode: Ended["mode"]): Outcome {
  if (call.status !== "succeeded") return call.error === "Unverified" ? "unverified" : "failed";
  if (mode === "dry-run") return "would-do";
  return changedNothing(call) ? "already-so" : "done";
}

const sentences: Readonly<Record<Outcome, (title: string, target: string, failure: string) => string>> = {
  done: (title, target) => `${title}: ${target}: done and verified`,
  "already-so": (title, target) => `${title}: ${target}: was so already, nothing was changed`,
  failed: (title, target, failure) => `${title}: ${target}: not done: ${failure}`,
  unverified: (title, target, failure) => `${title}: ${target}: tried, and its effect could not be seen: ${failure}`,
  "would-do": (title, target) => `${title}: ${target}: would be done; this was a dry run`,
};

function endingEntry({ ended, history, steps }: Told): CaseEntry {
  const { execution, status, mode, error, cause, at } = ended;
  return {
    kind: "ending",
    id: `ending:${execution}`,
    at: at.toISOString(),
    simulated: history.calls.some((call) => resultOf(call).simulated),
    execution,
    status,
    mode,
    steps: stepsInWords(steps, history),
    error: status === "SUCCEEDED" ? null : failureInWords(error ?? status, cause),
  };
}
