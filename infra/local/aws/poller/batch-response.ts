// What a function's answer to a batch says of each message, read as Lambda reads it: no list means all went well, a list
// that cannot be trusted means that nothing did.
import * as z from "zod";
import type { Invocation } from "../../wire.ts";
import type { Message } from "../sqs/message.ts";

const response = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/** The messages to delete. */
export function succeeded(messages: readonly Message[], invocation: Invocation): readonly Message[] {
  if (!invocation.ok) return [];
  const parsed = response.safeParse(typeof invocation.payload === "object" ? invocation.payload : null);
  if (!parsed.success) return [];
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ id }) => id));
  if ([...failed].some((id) => !known.has(id))) return [];
  return messages.filter(({ id }) => !failed.has(id));
}
