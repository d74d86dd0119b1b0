// The thread of a case in Slack: opened once, its head edited, its replies found again by the marks that they carry.
import { createHash } from "node:crypto";
import type { CaseEntry, CaseView } from "../../actions/kit/contract/case.ts";
import type { Copy, Piece } from "../../actions/kit/runtime/mirror/copy.ts";
import { MessageRefused } from "../slack/failure.ts";
import type { Channel, Message } from "../slack/messages.ts";
import { type People, type PlanEntry, planMessages } from "./approval-message.ts";
import { headMessage } from "./head.ts";
import { refusedMessage, repliesTo } from "./replies.ts";

/** How far the clocks of Slack and ours, and a request under way, may lie apart, in seconds. */
const margin = 300;

export const threadIn = (channel: Channel, people: People): Copy<Message> => ({
  system: "slack",

  born: ["head"],

  async find({ head }, askedAt) {
    if (askedAt === null) return null;
    const asked = Date.parse(askedAt) / 1_000;
    const ts = await channel.headBetween(asked - margin, asked + margin, head.id);
    return ts === null ? null : { key: ts, url: await channel.permalink(ts) };
  },

  async create(view) {
    const ts = await channel.post(headMessage(view), { case: view.head.id, entry: "head" }, null);
    return { key: ts, url: await channel.permalink(ts) };
  },

  posted: ({ head }, key) => channel.replies(key, head.id),
  pieces: (view, entry) => repliesTo(view, entry, people),

  async add(view, key, piece, posted) {
    const entry = view.entries.find(({ id }) => id === piece.id);
    if (entry?.kind === "decision") await closeApproval(view, entry, posted, { channel, people });
    return post(channel, view.head.id, key, piece);
  },

  facts: (view) => {
    const message = headMessage(view);
    const set = (key: string) => channel.edit(key, message, { case: view.head.id, entry: "head" });
    return [{ name: "head", value: digestOf(message), set }];
  },
});

async function post(channel: Channel, caseId: string, thread: string, { id, body }: Piece<Message>): Promise<string> {
  const mark = { case: caseId, entry: id };
  try {
    return await channel.post(body, mark, thread);
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    return channel.post(refusedMessage(id, error.message), mark, thread);
  }
}

/** What was asked is answered: the asking message says so and loses its buttons. */
async function closeApproval(
  view: CaseView,
  { approval }: Extract<CaseEntry, { kind: "decision" }>,
  posted: ReadonlyMap<string, string>,
  { channel, people }: { readonly channel: Channel; readonly people: People },
): Promise<void> {
  const plan = view.entries.find((entry): entry is PlanEntry => entry.kind === "plan" && entry.approval === approval);
  const ts = plan === undefined ? undefined : posted.get(plan.id);
  const message = plan === undefined ? undefined : planMessages(view, plan, people).at(-1);
  if (plan === undefined || ts === undefined || message === undefined) return;
  await channel.edit(ts, message, { case: view.head.id, entry: plan.id });
}

const digestOf = (message: Message): string =>
  createHash("sha256").update(JSON.stringify(message)).digest("hex").slice(0, 16);
