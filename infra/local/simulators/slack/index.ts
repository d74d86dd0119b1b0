// Slack's Web API, as far as Riposte calls it, for one workspace. https://docs.slack.dev/reference/methods
import type { Clock } from "../../clock.ts";
import type { WireHandler, WireRequest } from "../../wire.ts";
import { argumentsOf, type Call, not, textOf } from "./call.ts";
import { type Messages, openMessages, type PostedMessage } from "./messages.ts";
import { methods } from "./methods.ts";
import { exampleWorkspace, type Workspace } from "./workspace.ts";

export type { PostedMessage } from "./messages.ts";
export { exampleWorkspace, type Workspace } from "./workspace.ts";

/** What the simulated workspace takes, by the name of the secret. */
export const simulatedSlackSecrets = { "slack/bot-token": "xoxb-simulated-bot-token" } as const;

export interface SlackSimulatorOptions {
  readonly clock: Clock;
  /** Where messages are kept over a restart; in memory without it. */
  readonly dataDir?: string | null;
  readonly workspace?: Workspace;
  /** The least time between two posts to one channel, in milliseconds; Slack's own is about 1,000. None unless given. */
  readonly postEveryMs?: number;
}

export interface SlackSimulator {
  readonly handler: WireHandler;
  /** Every message as the workspace holds it, in the order of posting. */
  messages(): PostedMessage[];
  /** The replies of a thread, its first message included. */
  thread(ts: string): PostedMessage[];
  /** Writes a message as somebody else would: another app, a person. */
  postAs(
    user: string,
    message: Pick<PostedMessage, "channel" | "text" | "thread" | "metadata">,
  ): Promise<PostedMessage>;
  /** Modals opened, by the trigger that opened them. */
  views(): ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  close(): void;
}

export function createSlack(options: SlackSimulatorOptions): SlackSimulator {
  const { clock, workspace = exampleWorkspace } = options;
  const messages = openMessages(options.dataDir ?? null, () => clock.now());
  const views: Call["views"] = new Map();
  const about = { workspace, messages, views, mustWait: pace(options.postEveryMs ?? 0, clock) };
  return {
    handler: (request) => answer(request, about),
    messages: () => messages.all(),
    thread: (ts) => inThread(messages, ts),
    postAs: (user, message) => messages.post({ ...message, user, blocks: [] }),
    views: () => views,
    close: () => messages.close(),
  };
}

const inThread = (messages: Messages, ts: string): PostedMessage[] =>
  messages.all().filter((message) => message.ts === ts || message.thread === ts);

function pace(everyMs: number, clock: Clock): (channel: string) => number {
  const next = new Map<string, number>();
  return (channel) => {
    const wait = (next.get(channel) ?? 0) - clock.now();
    if (wait > 0) return Math.ceil(wait / 1_000);
    next.set(channel, clock.now() + everyMs);
    return 0;
  };
}

async function answer(request: WireRequest, about: Omit<Call, "given">) {
  const method = /^\/api\/([A-Za-z.]+)$/.exec(request.path)?.[1] ?? "";
  const given = argumentsOf(request);
  if (given === null) return not("invalid_form_data");
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? textOf(given.token);
  if (token === "") return not("not_authed");
  if (token !== simulatedSlackSecrets["slack/bot-token"]) return not("invalid_auth");
  const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
  return call === undefined ? not("unknown_method") : call({ ...about, given });
}
