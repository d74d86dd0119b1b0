// The function `riposte-dispatcher`. From the queue: a batch of messages, answered by which of them must come again.
// From the shell and from Slack: `{ kind: "start", finding, requestedBy, mode, attempt }`, and
// `{ kind: "again", text, requestedBy, mode }` for the next attempt of what came before.
import * as z from "zod";
import { mode, text } from "../../actions/kit/contract/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { type Parsed, parseFindings, parseFindingValue } from "../findings/index.ts";
import { type AgainAnswer, startAgain } from "./again.ts";
import { sendToDeadLetters } from "./dead-letter.ts";
import { type Dispatched, dispatch } from "./dispatch.ts";
import { type Message, messagesOf } from "./records.ts";

const startEvent = z.object({
  kind: z.literal("start"),
  finding: z.unknown().optional(),
  requestedBy: text(120).min(1).nullable(),
  mode,
  attempt: z.int().min(1).max(1_000).default(1),
});

const againEvent = z.object({ kind: z.literal("again"), text: z.string(), requestedBy: text(120).min(1), mode });

export type Started = ({ readonly ok: true } & Dispatched) | { readonly ok: false; readonly message: string };

export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export const handler = async (event: unknown): Promise<Started | AgainAnswer | BatchAnswer> => {
  const again = againEvent.safeParse(event);
  if (again.success) return startAgain(again.data);
  const request = z.object({ kind: z.literal("start") }).safeParse(event);
  return request.success ? startOne(event) : takeBatch(event);
};

async function startOne(event: unknown): Promise<Started> {
  const asked = startEvent.parse(event);
  const parsed = parseFindingValue(asked.finding, settings().rules);
  if (!parsed.ok) return { ok: false, message: parsed.reason };
  const { requestedBy, mode, attempt } = asked;
  const { finding, unfit } = parsed;
  const text = JSON.stringify(asked.finding);
  return { ok: true, ...(await dispatch({ finding, unfit, text, requestedBy, mode, attempt, now: new Date() })) };
}

async function takeBatch(event: unknown): Promise<BatchAnswer> {
  const answers = await Promise.all(
    messagesOf(event).map(async (message) => ({ message, taken: await take(message) })),
  );
  const back = answers.filter(({ taken }) => !taken);
  return { batchItemFailures: back.map(({ message }) => ({ itemIdentifier: message.id })) };
}

/**
 * Whether the message is done with. Any failure sends it back to the queue, which tries again and in the end keeps it;
 * what it holds beside the failing finding is found again then, and not doubled.
 */
async function take(message: Message): Promise<boolean> {
  try {
    const parsed = parseFindings(message.text, settings().rules);
    await Promise.all(parsed.filter((one) => one.ok).map((one) => dispatchPublished(one, message.text)));
    const reasons = parsed.flatMap((one) => (one.ok ? [] : [one.reason]));
    if (reasons.length > 0) await sendToDeadLetters(message, reasons.join("; "));
    return true;
  } catch (error) {
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    console.error(`dispatcher: message ${message.id} goes back to the queue: ${words}`);
    return false;
  }
}

const dispatchPublished = ({ finding, unfit }: Extract<Parsed, { ok: true }>, text: string): Promise<Dispatched> =>
  dispatch({ finding, unfit, text, requestedBy: null, mode: "live", attempt: 1, now: new Date() });
