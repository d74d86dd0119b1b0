// Messages of a channel as the mirror needs them: posted, edited, and found again by the mark that each of them carries.
import { setTimeout as sleepFor } from "node:timers/promises";
import type { KnownBlock, MessageMetadata } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import * as z from "zod";
import { RetryableFailure } from "../../actions/kit/contract/failure.ts";
import { asked, askedAgain } from "./client.ts";
import type { Mrkdwn } from "./escape.ts";
import { SlackBusy } from "./failure.ts";

export interface Message {
  /** Shown in notifications and read aloud where blocks cannot be. */
  readonly text: Mrkdwn;
  readonly blocks: readonly KnownBlock[];
}

/** What a message is about. `entry` is a piece of the case, or `head` for the thread's first message. */
export interface Mark {
  readonly case: string;
  readonly entry: string;
}

export interface Channel {
  /** Answers the message's `ts`. Never repeated by itself except where Slack says that nothing was done. */
  post(message: Message, mark: Mark, thread: string | null): Promise<string>;
  edit(ts: string, message: Message, mark: Mark): Promise<void>;
  /** Our marked replies of a thread, by entry. */
  replies(thread: string, caseId: string): Promise<Map<string, string>>;
  /** The head message of a case among those posted between two moments, in seconds; null when there is none. */
  headBetween(oldest: number, latest: number, caseId: string): Promise<string | null>;
  permalink(ts: string): Promise<string | null>;
  /** What one of our own replies is about; null for anybody else's message, or where there is none. */
  markOf(thread: string, ts: string): Promise<Mark | null>;
}

export interface ChannelOptions {
  /** Asked for at each call: the token behind it may be fetched, and may be missing. */
  readonly client: () => Promise<WebClient>;
  readonly channel: string;
  /** Waits in real time unless a test says otherwise. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

export const eventType = "riposte";

export function channelOf({ client, channel, sleep = sleepFor }: ChannelOptions): Channel {
  const patiently = <T>(call: (client: WebClient) => Promise<T>): Promise<T> =>
    waitingShortly(async () => asked(call(await client())), sleep);
  const self = remembered(async () => given((await patiently((slack) => slack.auth.test())).user_id));
  return {
    async post({ text, blocks }, mark, thread) {
      const message = { channel, text, blocks: [...blocks], metadata: metadataOf(mark), ...quiet };
      const placed = thread === null ? message : { ...message, thread_ts: thread };
      return given((await patiently((slack) => slack.chat.postMessage(placed))).ts);
    },
    async edit(ts, { text, blocks }, mark) {
      const message = { channel, ts, text, blocks: [...blocks], metadata: metadataOf(mark) };
      await patiently((slack) => slack.chat.update(message));
    },
    async replies(thread, caseId) {
      const about = { channel, ts: thread };
      const messages = await allPages((cursor) =>
        patiently((slack) => slack.conversations.replies({ ...about, ...page(cursor) })),
      );
      return marked(messages, caseId, await self());
    },
    async headBetween(oldest, latest, caseId) {
      const about = { channel, oldest: oldest.toFixed(6), latest: latest.toFixed(6), inclusive: true };
      const messages = await allPages((cursor) =>
        patiently((slack) => slack.conversations.history({ ...about, ...page(cursor) })),
      );
      return marked(messages, caseId, await self()).get("head") ?? null;
    },
    async markOf(thread, ts) {
      const only = {
        channel,
        ts: thread,
        oldest: ts,
        latest: ts,
        inclusive: true,
        limit: 10,
        include_all_metadata: true,
      };
      const slack = await client();
      const asking = askedAgain(() => slack.conversations.replies(only));
      const [{ messages = [] }, own] = await Promise.all([asking, self()]);
      const parsed = messages.map((message) => markedMessage.safeParse(message).data);
      const found = parsed.find((message) => message?.ts === ts && message.user === own);
      return found?.metadata.event_payload ?? null;
    },
    async permalink(ts) {
      const { permalink } = await patiently((slack) => slack.chat.getPermalink({ channel, message_ts: ts }));
      return permalink ?? null;
    },
  };
}

function given(value: string | undefined): string {
  if (value !== undefined && value !== "") return value;
  throw new RetryableFailure("Unavailable", "slack answered ok without what was asked for");
}

const quiet = { unfurl_links: false, unfurl_media: false } as const;

const metadataOf = (mark: Mark): MessageMetadata => ({ event_type: eventType, event_payload: { ...mark } });

const page = (cursor: string) => ({ limit: 200, include_all_metadata: true, ...(cursor === "" ? {} : { cursor }) });

const markedMessage = z.object({
  ts: z.string(),
  user: z.string(),
  metadata: z.object({
    event_type: z.literal(eventType),
    event_payload: z.object({ case: z.string(), entry: z.string() }),
  }),
});

/** Other apps may write the same mark; only our own messages count. */
function marked(messages: readonly unknown[], caseId: string, self: string): Map<string, string> {
  const own = messages.flatMap((message) => {
    const { success, data } = markedMessage.safeParse(message);
    return success && data.user === self && data.metadata.event_payload.case === caseId ? [data] : [];
  });
  return new Map(own.map(({ ts, metadata }) => [metadata.event_payload.entry, ts]));
}

/** Asked once; asked again only after it failed. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}

interface Page {
  readonly messages?: readonly unknown[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

const mostPages = 50;

async function allPages(ask: (cursor: string) => Promise<Page>): Promise<unknown[]> {
  const messages: unknown[] = [];
  let cursor = "";
  for (let pages = 0; pages < mostPages; pages += 1) {
    const answer = await ask(cursor);
    messages.push(...(answer.messages ?? []));
    cursor = answer.response_metadata?.next_cursor ?? "";
    if (cursor === "") return messages;
  }
  return messages;
}

const longestWait = 3;
const mostWaits = 3;

/** A call that Slack put off for a moment was not done, so it may be made again. */
async function waitingShortly<T>(
  call: () => Promise<T>,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SlackBusy) || error.seconds > longestWait || waits === mostWaits) throw error;
      await sleep(error.seconds * 1_000);
    }
  }
}
