// What the app does in Slack besides the threads of cases: a word to one person, a modal for one click.
import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { secret } from "../../actions/kit/contract/define-action.ts";
import { secretValue } from "../../actions/kit/runtime/secrets.ts";
import { asked, slackClient } from "./client.ts";
import type { Message } from "./messages.ts";

export const secrets = {
  botToken: secret("slack/bot-token"),
  signingSecret: secret("slack/signing-secret"),
} as const;

export const botClient = async (): Promise<WebClient> => slackClient(await secretValue(secrets.botToken.name));

export interface Place {
  readonly channel: string;
  readonly thread: string | null;
}

/** Says something that only this user sees. */
export async function whisper(user: string, { channel, thread }: Place, { text, blocks }: Message): Promise<void> {
  const client = await botClient();
  const message = { channel, user, text, blocks: [...blocks] };
  await asked(client.chat.postEphemeral(thread === null ? message : { ...message, thread_ts: thread }));
}

export async function openModal(trigger: string, view: ModalView): Promise<void> {
  const client = await botClient();
  await asked(client.views.open({ trigger_id: trigger, view }));
}
