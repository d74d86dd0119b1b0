// What a function's answer to a batch says of each message, read as Lambda reads it: no list means all went well, a list
// that cannot be trusted means that nothing did.
import * as z from "zod";
import type { Invocation } from "../../wire.ts";
import { failure } from "../lambda/failure.ts";
import type { Message } from "../sqs/message.ts";

const response = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

export interface Verdict {
  /** The messages to delete. */
  readonly succeeded: readonly Message[];
  /** Why the batch failed as a whole, if it did. */
  readonly failure: Failure | null;
}

export type Failure = Extract<Invocation, { ok: false }>;

export function verdictOn(messages: readonly Message[], invocation: Invocation): Verdict {
  if (!invocation.ok) return { succeeded: [], failure: invocation };
  const parsed = response.safeParse(typeof invocation.payload === "object" ? invocation.payload : null);
  if (!parsed.success) return untrusted("batchItemFailures is not a list of { itemIdentifier }");
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ id }) => id));
  if ([...failed].some((id) => !known.has(id)))
    return untrusted("batchItemFailures names a message that is not in the batch");
  return { succeeded: messages.filter(({ id }) => !failed.has(id)), failure: null };
}

const untrusted = (reason: string): Verdict => ({
  succeeded: [],
  failure: failure("InvalidBatchResponse", `${reason}; all messages of the batch come again`),
});
