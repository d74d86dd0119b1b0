// The function `riposte-ending`: for every execution that ends, whatever its end, the case is brought up to what was
// learned, done and not done; what was granted is taken back; and an end that is no success raises the case. It may be
// called any number of times.
import { GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { type CaseView, executionInput, type Severity, severities } from "../../actions/kit/contract/index.ts";
import { awsClient } from "../../actions/kit/runtime/aws.ts";
import { expireApproval } from "../../actions/kit/runtime/case-store/approvals.ts";
import { voidGrants } from "../../actions/kit/runtime/case-store/grants.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { type Ended, endingEntries } from "./ending-entries.ts";
import { readHistory } from "./history.ts";

const over = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"] as const;

/** EventBridge's event, as far as it is used. The history has the rest, also where the event was too large for it. */
const statusChange = z.object({
  "detail-type": z.literal("Step Functions Execution Status Change"),
  detail: z.object({
    executionArn: z.string(),
    stateMachineArn: z.string(),
    name: z.string().max(80),
    status: z.enum([...over, "RUNNING", "PENDING_REDRIVE"]),
    stopDate: z.number().nullable().optional(),
    error: z.string().nullable().optional(),
    cause: z.string().nullable().optional(),
  }),
});

export type EndingAnswer = { readonly case: string; readonly entries: number } | { readonly ignored: string };

export const handler = async (event: unknown): Promise<EndingAnswer> => {
  const { detail } = statusChange.parse(event);
  if (!isOver(detail.status)) return { ignored: `the execution is ${detail.status}` };
  const history = readHistory(await historyOf(detail.executionArn));
  const started = executionInput.safeParse(history.input);
  if (!started.success) return { ignored: "the execution was not started for a finding" };
  const { case: caseId, mode } = started.data.run;
  const at = new Date(detail.stopDate ?? Date.now());
  const [error, cause] = [detail.error ?? undefined, detail.cause ?? undefined];
  const ended: Ended = { execution: detail.name, status: detail.status, mode, error, cause, at };
  const playbook = settings().playbooks.find(({ stateMachine }) => detail.stateMachineArn.endsWith(`:${stateMachine}`));
  const view = await caseStore().view(caseId);
  const entries = endingEntries({ ended, history, view, steps: playbook?.steps ?? [] });
  await close(
    caseId,
    ended,
    entries.flatMap((entry) => (entry.kind === "decision" ? [entry.approval] : [])),
  );
  await caseStore().appendAll(caseId, entries);
  if (detail.status !== "SUCCEEDED") await raise(view, ended, playbook?.title ?? detail.name);
  return { case: caseId, entries: entries.length };
};

const isOver = (status: string): status is (typeof over)[number] => over.some((one) => one === status);

async function historyOf(executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const command = new GetExecutionHistoryCommand({
      executionArn,
      maxResults: 1_000,
      includeExecutionData: true,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const page = await awsClient(SFNClient).send(command);
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

/** Nothing that an execution was granted outlives it, and no question that it asked stays open. */
async function close(caseId: string, { execution, at }: Ended, unanswered: readonly string[]): Promise<void> {
  await voidGrants({ execution }, { because: "the execution it was given to has ended", now: at });
  const stand = await Promise.all(unanswered.map((approval) => expireApproval(approval, at)));
  const unheard = stand.filter((approval) => approval !== null).filter(({ status }) => status !== "expired");
  await caseStore().appendAll(
    caseId,
    unheard.map((approval) => ({
      kind: "note",
      id: `unheard:${approval.id}`,
      at: at.toISOString(),
      simulated: false,
      by: "riposte",
      text: `${approval.id} was ${approval.status} by ${approval.decidedBy}, and the execution did not hear of it in time: nothing was done because of it`,
    })),
  );
}

/** An end that is no success is somebody's work: the case goes one level up, and to high at least. */
async function raise({ head }: CaseView, { execution, status, at }: Ended, title: string): Promise<void> {
  const how = { SUCCEEDED: "succeeded", FAILED: "failed", TIMED_OUT: "timed out", ABORTED: "was stopped" }[status];
  await caseStore().setSeverity(head.id, {
    id: `severity:${execution}/ending`,
    at: at.toISOString(),
    simulated: false,
    severity: raised(head.severity),
    reason: `the execution of "${title}" ${how}: a person has to see what is left to do`.slice(0, 300),
  });
}

const raised = (severity: Severity): Severity =>
  severities[Math.max(severities.indexOf(severity) + 1, severities.indexOf("high"))] ?? "critical";
