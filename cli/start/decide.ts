// The approval of a run that `riposte start` shows: the plan, and an answer from the terminal, from --answer, or from the
// passing of time.
import { isCancel, select } from "@clack/prompts";
import * as z from "zod";
import type { CaseEntry } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { entryInGroups } from "../../actions/kit/runtime/mirror/words/entry.ts";
import type { LocalHost } from "../../infra/local/host.ts";
import { blocksText } from "../show/case.ts";
import { Stop } from "../stop.ts";
import type { StartOptions } from "./options.ts";

type Plan = Extract<CaseEntry, { kind: "plan" }>;
const answered = z.object({ ok: z.boolean(), message: z.string() });

/** The plan of an execution that waits for a decision; null when there is none. */
export async function openPlan(caseId: string, execution: string): Promise<Plan | null> {
  const { entries } = await caseStore().view(caseId);
  const decided = new Set(entries.flatMap((entry) => (entry.kind === "decision" ? [entry.approval] : [])));
  const plans = entries.filter((entry): entry is Plan => entry.kind === "plan" && entry.execution === execution);
  return plans.findLast((plan) => plan.asked && !decided.has(plan.approval)) ?? null;
}

interface Asked {
  readonly host: LocalHost;
  readonly plan: Plan;
  readonly caseId: string;
  /** Writes for people. */
  readonly say: (text: string) => void;
}

/** Shows a plan and sees to its answer. */
export async function answerPlan(asked: Asked, answer: StartOptions["answer"]): Promise<void> {
  const { host, plan, say } = asked;
  say(`\n${blocksText(entryInGroups(plan).flat())}\n`);
  if (answer === "expired") {
    say("Nobody answers: the host's clock is moved past the deadline.\n");
    await host.pass(Math.max(0, Date.parse(plan.until) - host.clock.now()) + 1_000);
  } else if (answer !== null) {
    say(`The simulated approvers answer: ${answer}. Only simulated systems are touched.\n`);
    await decideAs(asked, plan.approvers, answer);
  } else if (process.stdin.isTTY) {
    await askInTerminal(asked);
  } else {
    say(
      `Waiting for a decision: riposte approve ${plan.approval} --as ${plan.approvers[0]} --endpoint ${host.origin}\n`,
    );
  }
}

/** One person after the other, until the decision has been made: some plans need two. */
async function decideAs(
  { host, plan, caseId, say }: Asked,
  people: readonly string[],
  decision: "approved" | "denied",
): Promise<void> {
  for (const person of people) {
    const answer = await host.invoke("riposte-approval", {
      kind: "decide",
      approval: plan.approval,
      person,
      decision,
      via: "shell",
    });
    if (!answer.ok) throw new Stop(1, `the decision was not taken: ${answer.errorMessage}`);
    say(`  ${person}: ${answered.parse(answer.payload).message}\n`);
    if ((await openPlan(caseId, plan.execution)) === null) return;
  }
}

async function askInTerminal(asked: Asked): Promise<void> {
  const { plan, say } = asked;
  const choice = await select({
    message: "Approve this plan?",
    options: [
      ...plan.approvers.map((person) => ({ value: `approved ${person}`, label: `Approve as ${person}` })),
      ...plan.approvers.map((person) => ({ value: `denied ${person}`, label: `Deny as ${person}` })),
      { value: "later", label: "Leave it: riposte approve|deny decides from another shell" },
    ],
  });
  if (isCancel(choice)) throw new Interrupted();
  const [decision, person] = choice.split(" ");
  if (person === undefined) {
    say(`riposte approve ${plan.approval} --as ${plan.approvers[0]} --endpoint ${asked.host.origin}\n`);
    return;
  }
  await decideAs(asked, [person], decision === "approved" ? "approved" : "denied");
}

/** The person at the terminal pressed Ctrl-C while being asked. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
