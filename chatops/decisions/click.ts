// A click on Approve or Deny. It counts only on the very message in which Riposte asked: ours, in the thread that the case
// knows, about this approval. Then the person is asked once more, in a modal drawn from the store.
import * as z from "zod";
import { PermanentFailure } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { addToJournal } from "../../actions/kit/runtime/case-store/journal.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { invoke } from "../invoke.ts";
import { approveAction } from "../mirror/approval-message.ts";
import { askerOf } from "../people/asker.ts";
import { botClient, openModal, whisper } from "../slack/desk.ts";
import { channelOf } from "../slack/messages.ts";
import { say } from "../slack/say.ts";
import { type PlanEntry, questionModal } from "./modal.ts";

const clickShape = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string() }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().min(1).max(120) })).min(1),
});
type Click = z.infer<typeof clickShape>;

const mayDecideAnswer = z.object({
  ok: z.boolean(),
  message: z.string(),
  case: z.string().nullable(),
  needs: z.int(),
  yes: z.array(z.string()),
});

/** Answers the person in the thread or by a modal; throws only where Slack takes no answer. */
export async function clicked(body: unknown): Promise<void> {
  const parsed = clickShape.safeParse(body);
  if (!parsed.success) return;
  const click = parsed.data;
  const refusal = await questionOrRefusal(click).catch(failed);
  if (refusal === null) return;
  const place = { channel: click.channel.id, thread: click.message.thread_ts };
  await whisper(click.user.id, place, say(refusal));
}

function failed(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(`chatops: a click failed: ${reason}`);
  return "this click could not be taken and nothing was decided: click again, or decide in the shell";
}

async function questionOrRefusal(click: Click): Promise<string | null> {
  const [action] = click.actions;
  const approval = action?.value ?? "";
  const decision = action?.action_id === approveAction ? "approved" : "denied";
  const [asker, caseId] = await Promise.all([askerOf(click.user.id, botClient), caseAskedIn(click, approval)]);
  const name = asker.ok ? asker.person.id : asker.name;
  if (caseId === null) {
    await addToJournal({ by: name, text: `clicked on a message that asks nothing: approval ${approval}` }, new Date());
    return "this message is not the one in which Riposte asked, so the click does not count";
  }
  if (!asker.ok) {
    await noteRefusal(caseId, approval, asker);
    return asker.message;
  }
  const event = { kind: "may-decide", approval, person: name, decision, via: "slack" };
  const may = await invoke("riposte-approval", event, mayDecideAnswer);
  if (!may.ok) return may.message;
  const view = await caseStore().view(caseId);
  const plan = view.entries.find((entry): entry is PlanEntry => entry.kind === "plan" && entry.approval === approval);
  if (plan === undefined) return `approval ${approval} has no plan on its case, so nobody can decide it`;
  await openModal(click.trigger_id, questionModal({ carries: { approval, decision }, view, plan, ...may }));
  return null;
}

/** The case whose thread holds this message, if the message asks for this approval; null where anything differs. */
async function caseAskedIn({ channel, message }: Click, approval: string): Promise<string | null> {
  const { slack } = settings();
  if (slack === null || channel.id !== slack.channel) return null;
  const mark = await markOf(slack.channel, message);
  if (mark?.entry !== `plan:${approval}`) return null;
  const state = await caseStore().mirrorState(mark.case, "slack");
  return state?.key === message.thread_ts ? mark.case : null;
}

async function markOf(channel: string, { ts, thread_ts: thread }: Click["message"]) {
  try {
    return await channelOf({ client: botClient, channel }).markOf(thread, ts);
  } catch (error) {
    if (error instanceof PermanentFailure) return null;
    throw error;
  }
}

/** Who may not even be asked is on the case all the same, once. */
async function noteRefusal(
  caseId: string,
  approval: string,
  { name, message }: { readonly name: string; readonly message: string },
): Promise<void> {
  await caseStore().append(caseId, {
    kind: "note",
    id: `approval:${approval}:refused:slack:${name}`.slice(0, 300),
    at: new Date().toISOString(),
    simulated: false,
    by: name,
    text: `clicked on a decision in Slack, refused: ${message}`,
  });
}
