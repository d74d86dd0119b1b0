// Every step of the playbook, in source order, with what became of it: those that never ran too.
import * as z from "zod";
import type { PlaybookSettings, stepOutcome } from "../../actions/kit/contract/index.ts";
import { failureInWords } from "./failure-in-words.ts";
import { type History, resultOf, type StepCall } from "./history.ts";

export type StepOutcome = z.infer<typeof stepOutcome>;
type Step = PlaybookSettings["steps"][number];

export const stepsInWords = (steps: readonly Step[], history: History): StepOutcome[] =>
  steps.flatMap((step) => {
    const calls = history.calls.filter((call) => call.step === step.id);
    return calls.length === 0 ? [withoutCall(step, history)] : calls.map((call) => withCall(step, call));
  });

const withoutCall = ({ id, action, word }: Step, { entered }: History): StepOutcome => {
  const reached = entered.has(id);
  const sentence = reached
    ? (words[word] ?? "was reached, and called nothing")
    : "another branch was taken, or the execution ended before";
  return { step: id, item: null, action, status: reached ? "succeeded" : "not-reached", sentence };
};

const words: Partial<Record<Step["word"], string>> = {
  choose: "a branch was chosen",
  forEach: "its list was gone through",
  pause: "waited",
  unattended: "its condition was looked at",
};

function withCall({ id, action, word }: Step, call: StepCall): StepOutcome {
  const outcome = { step: id, item: call.item, action };
  const tries = call.tries > 1 ? ` after ${call.tries} tries` : "";
  if (call.status === "unfinished") {
    return { ...outcome, status: "failed", sentence: "was under way when the execution ended" };
  }
  if (call.waits && call.status === "timed-out") {
    return { ...outcome, status: "succeeded", sentence: "nobody decided in time" };
  }
  if (call.status !== "succeeded") {
    return { ...outcome, status: "failed", sentence: `failed${tries}: ${failureInWords(call.error, call.cause)}` };
  }
  return { ...outcome, status: "succeeded", sentence: call.waits ? decided(call) : `${did(word, call)}${tries}` };
}

const decisionAnswer = z.object({ decision: z.string().max(40), by: z.string().max(120).nullable().optional() });

function decided({ answer }: StepCall): string {
  const given = decisionAnswer.safeParse(answer);
  if (!given.success) return "was answered";
  const { decision, by } = given.data;
  return by === null || by === undefined ? decision.replace("-", " ") : `${decision} by ${by}`;
}

function did(word: Step["word"], call: StepCall): string {
  if (word === "contain") return changedNothing(call) ? "was so already" : "done";
  return word === "record" ? "written" : "answered";
}

/** A containment answers `changed: false` when what it was to bring about was so already. */
export function changedNothing(call: StepCall): boolean {
  const { output } = resultOf(call);
  return typeof output === "object" && output !== null && !Array.isArray(output) && output.changed === false;
}
