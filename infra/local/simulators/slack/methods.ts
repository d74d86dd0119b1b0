// The methods of Slack's Web API that Riposte calls, each with its checks in Slack's order.
import type { WireResponse } from "../../wire.ts";
import { faultsOf, longestBlocks } from "./block-kit.ts";
import { type Call, isTrue, type Method, not, ok, rateLimited, structured, textOf } from "./call.ts";
import type { Metadata, PostedMessage } from "./messages.ts";
import type { Workspace } from "./workspace.ts";

const longestText = 40_000;
const mostBlocksOfAView = 100;

interface Content {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: Metadata | null;
}

/** What a message is to say; a refusal where Slack would refuse it. */
function contentOf({ given }: Call): Content | { readonly refusal: WireResponse } {
  const blocks = given.blocks === undefined ? [] : structured(given.blocks);
  if (!Array.isArray(blocks)) return { refusal: not("invalid_blocks_format") };
  const text = textOf(given.text);
  if (text === "" && blocks.length === 0) return { refusal: not("no_text") };
  const faults = faultsOf(blocks);
  if (faults.length > 0) return { refusal: not("invalid_blocks", faults) };
  if (JSON.stringify(blocks).length > longestBlocks) return { refusal: not("msg_blocks_too_long") };
  const metadata = given.metadata === undefined ? null : metadataOf(structured(given.metadata));
  if (metadata === undefined) return { refusal: not("invalid_metadata_format") };
  return { text: text.slice(0, longestText), blocks, metadata };
}

function metadataOf(value: unknown): Metadata | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { event_type, event_payload } = value as Readonly<Record<string, unknown>>;
  if (typeof event_type !== "string" || event_type === "") return undefined;
  if (typeof event_payload !== "object" || event_payload === null || Array.isArray(event_payload)) return undefined;
  return { event_type, event_payload: event_payload as Metadata["event_payload"] };
}

function channelFault({ given, workspace }: Call): WireResponse | null {
  const channel = workspace.channels.get(textOf(given.channel));
  if (channel === undefined) return not("channel_not_found");
  return channel.archived ? not("is_archived") : null;
}

const postMessage: Method = async (call) => {
  const refused = channelFault(call);
  if (refused !== null) return refused;
  const channel = textOf(call.given.channel);
  const seconds = call.mustWait(channel);
  if (seconds > 0) return rateLimited(seconds);
  const thread = textOf(call.given.thread_ts) || null;
  if (thread !== null && call.messages.find(channel, thread) === null) return not("thread_not_found");
  const content = contentOf(call);
  if ("refusal" in content) return content.refusal;
  const message = await call.messages.post({ channel, thread, user: call.workspace.bot.user, ...content });
  return ok({ channel, ts: message.ts, message: shown(call.workspace, message, true) });
};

const postEphemeral: Method = async (call) => {
  const refused = channelFault(call);
  if (refused !== null) return refused;
  const user = textOf(call.given.user);
  if (!call.workspace.users.has(user)) return not("user_not_in_channel");
  const content = contentOf(call);
  if ("refusal" in content) return content.refusal;
  const thread = textOf(call.given.thread_ts) || null;
  const { text, blocks } = content;
  call.ephemerals.push({ channel: textOf(call.given.channel), user, thread, text, blocks });
  return ok({ message_ts: `${Math.floor(Date.now() / 1_000)}.${String(call.ephemerals.length).padStart(6, "0")}` });
};

const update: Method = async (call) => {
  const refused = channelFault(call);
  if (refused !== null) return refused;
  const channel = textOf(call.given.channel);
  const message = call.messages.find(channel, textOf(call.given.ts));
  if (message === null) return not("message_not_found");
  if (message.user !== call.workspace.bot.user) return not("cant_update_message");
  const content = contentOf(call);
  if ("refusal" in content) return content.refusal;
  const metadata = content.metadata ?? message.metadata;
  const edited = { ...message, ...content, metadata, edits: message.edits + 1 };
  await call.messages.save(edited);
  return ok({ channel, ts: edited.ts, text: edited.text, message: shown(call.workspace, edited, true) });
};

const replies: Method = async (call) => {
  const refused = channelFault(call);
  if (refused !== null) return refused;
  const channel = textOf(call.given.channel);
  const ts = textOf(call.given.ts);
  if (call.messages.find(channel, ts) === null) return not("thread_not_found");
  const thread = call.messages
    .all()
    .filter((message) => message.channel === channel && (message.ts === ts || message.thread === ts))
    .filter((message) => message.ts === ts || isWithin(call, message.ts));
  return paged(call, thread);
};

/** Newest first; replies in threads are not part of a channel's history. */
const history: Method = async (call) => {
  const refused = channelFault(call);
  if (refused !== null) return refused;
  const channel = textOf(call.given.channel);
  const found = call.messages
    .all()
    .filter((one) => one.channel === channel && one.thread === null && isWithin(call, one.ts));
  return paged(call, found.reverse());
};

function isWithin({ given }: Call, at: string): boolean {
  const oldest = Number(given.oldest ?? 0);
  const latest = Number(given.latest ?? Number.POSITIVE_INFINITY);
  const ts = Number(at);
  return isTrue(given.inclusive) ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;
}

function paged({ given, workspace }: Call, messages: readonly PostedMessage[]): WireResponse {
  const limit = Math.min(Math.max(Number(given.limit ?? 100) || 100, 1), 999);
  const cursor = textOf(given.cursor);
  const position =
    cursor === "" ? 0 : Number(/^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1] ?? Number.NaN);
  if (Number.isNaN(position)) return not("invalid_cursor");
  const page = messages.slice(position, position + limit);
  const more = position + page.length < messages.length;
  const next = more ? Buffer.from(`next:${position + page.length}`).toString("base64") : "";
  const shownPage = page.map((message) => shown(workspace, message, isTrue(given.include_all_metadata)));
  return ok({ messages: shownPage, has_more: more, response_metadata: { next_cursor: next } });
}

const shown = ({ team, bot }: Workspace, message: PostedMessage, withMetadata: boolean) => ({
  type: "message",
  user: message.user,
  ...(message.user === bot.user ? { bot_id: bot.id, app_id: bot.app } : {}),
  team: team.id,
  text: message.text,
  ts: message.ts,
  ...(message.thread === null ? {} : { thread_ts: message.thread }),
  blocks: message.blocks,
  ...(message.edits === 0 ? {} : { edited: { user: message.user, ts: message.ts } }),
  ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
});

const getPermalink: Method = async (call) => {
  const channel = textOf(call.given.channel);
  const ts = textOf(call.given.message_ts);
  if (!call.workspace.channels.has(channel)) return not("channel_not_found");
  if (call.messages.find(channel, ts) === null) return not("message_not_found");
  const permalink = `https://${call.workspace.team.domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
  return ok({ channel, permalink });
};

const authTest: Method = async ({ workspace: { team, bot } }) =>
  ok({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.user,
    bot_id: bot.id,
  });

const usersInfo: Method = async ({ given, workspace }) => {
  const user = workspace.users.get(textOf(given.user));
  if (user === undefined) return not("user_not_found");
  const { id, name, realName, email, is } = user;
  const profile = { real_name: realName, display_name: name, email };
  const flags = {
    deleted: is === "deactivated",
    is_bot: is === "bot",
    is_restricted: is === "guest",
    is_ultra_restricted: is === "single-channel guest",
    is_stranger: is === "external",
    is_app_user: false,
  };
  const team = is === "external" ? otherTeam : workspace.team.id;
  return ok({ user: { id, team_id: team, name, real_name: realName, tz: "Etc/UTC", profile, ...flags } });
};

/** The workspace of people who are in a channel through Slack Connect. */
const otherTeam = "T0ELSEWHER";

const viewsOpen: Method = async ({ given, views, workspace }) => {
  const trigger = textOf(given.trigger_id);
  const view = structured(given.view);
  if (trigger === "") return not("invalid_trigger_id");
  if (views.has(trigger)) return not("exchanged_trigger_id");
  if (typeof view !== "object" || view === null) return not("invalid_arguments");
  const { title, blocks, private_metadata } = view as {
    title?: { text?: unknown };
    blocks?: unknown;
    private_metadata?: unknown;
  };
  if (textOf(title?.text).length === 0 || textOf(title?.text).length > 24 || textOf(private_metadata).length > 3_000) {
    return not("invalid_arguments", ["failed to match all allowed schemas [json-pointer:/view]"]);
  }
  const faults = faultsOf(blocks, mostBlocksOfAView);
  if (faults.length > 0) return not("invalid_arguments", faults);
  const opened = { id: `V${String(views.size + 1).padStart(9, "0")}`, team_id: workspace.team.id, ...view };
  views.set(trigger, opened);
  return ok({ view: opened });
};

export const methods: Readonly<Record<string, Method>> = {
  "auth.test": authTest,
  "chat.getPermalink": getPermalink,
  "chat.postEphemeral": postEphemeral,
  "chat.postMessage": postMessage,
  "chat.update": update,
  "conversations.history": history,
  "conversations.replies": replies,
  "users.info": usersInfo,
  "views.open": viewsOpen,
};
