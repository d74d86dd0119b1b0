// Slack's Web API, as far as Riposte calls it, for one workspace. https://docs.slack.dev/reference/methods
import type { Clock } from "../../clock.ts";
import type { WireHandler, WireRequest } from "../../wire.ts";
import { argumentsOf, type Call, type Ephemeral, not, textOf } from "./call.ts";
import { type Messages, openMessages, type PostedMessage } from "./messages.ts";
import { methods } from "./methods.ts";
import { createPeople, type People } from "./people.ts";
import { exampleWorkspace, type Workspace } from "./workspace.ts";

export type { Ephemeral } from "./call.ts";
export type { PostedMessage } from "./messages.ts";
export type { Opened, People, SlackAnswer } from "./people.ts";
export { exampleWorkspace, type Workspace } from "./workspace.ts";

/** What the simulated workspace takes, by the name of the secret. */
export const simulatedSlackSecrets = {
  "slack/bot-token": "xoxb-simulated-bot-token",
  "slack/signing-secret": "simulated-slack-signing-secret",
} as const;

export interface SlackSimulatorOptions {
  readonly clock: Clock;
  /** Where messages are kept over a restart; in memory without it. */
  readonly dataDir?: string | null;
  readonly workspace?: Workspace;
  /** The least time between two posts to one channel, in milliseconds; Slack's own is about 1,000. None unless given. */
  readonly postEveryMs?: number;
  /** Where the app takes commands, clicks and modals. */
  readonly requestUrl?: () => string;
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
  /** What was said to one person alone, in the order of saying. */
  ephemerals(): readonly Ephemeral[];
  /** People of the workspace at their keyboards. */
  readonly people: People;
  /** Modals opened, by the trigger that opened them. */
  views(): ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  close(): void;
}

export function createSlack(options: SlackSimulatorOptions): SlackSimulator {
  const { clock, workspace = exampleWorkspace } = options;
  const messages = openMessages(options.dataDir ?? null, () => clock.now());
  const views: Call["views"] = new Map();
  const ephemerals: Ephemeral[] = [];
  const about = { workspace, messages, views, ephemerals, mustWait: pace(options.postEveryMs ?? 0, clock) };
  const url = options.requestUrl ?? nowhere;
  return {
    ephemerals: () => ephemerals,
    people: createPeople({ url, workspace, messages, views, secret: simulatedSlackSecrets["slack/signing-secret"] }),
    handler: (request) => answer(request, about),
    messages: () => messages.all(),
    thread: (ts) => inThread(messages, ts),
    postAs: (user, message) => messages.post({ ...message, user, blocks: [] }),
    views: () => views,
    close: () => messages.close(),
  };
}

const nowhere = (): string => {
  throw new Error("this workspace was given no request URL: pass requestUrl");
};

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
