// A mirror's function: a batch of a FIFO queue in, one case per message; what could not be mirrored is named in the
// answer and comes back by the queue, for days if it must.
import * as z from "zod";
import { PermanentFailure, RetryableFailure } from "../../contract/failure.ts";
import { scrubbed } from "../scrub.ts";

const batch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
const notice = z.object({ case: z.string().min(1).max(80) });

export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What Lambda hands a function beside its event. */
interface Context {
  readonly getRemainingTimeInMillis?: () => number;
}

/** A case is begun only while so much of the function's time is left; what is begun and cut off is found again later. */
const leastTimeMs = 15_000;

/** Several messages about one case are one piece of work. */
export const mirrorBatch =
  (bringUpToDate: (caseId: string) => Promise<unknown>) =>
  async (event: unknown, context?: Context): Promise<BatchAnswer> => {
    const messages = batch.parse(event).Records.map(({ messageId, body }) => ({ messageId, caseId: caseOf(body) }));
    const failed = new Set<string | null>([null]);
    let away = false;
    for (const caseId of new Set(messages.map((message) => message.caseId))) {
      if (caseId === null) continue;
      if (!away && inTime(context)) away = await attempt(caseId, bringUpToDate, failed);
      else failed.add(caseId);
    }
    const back = messages.filter(({ caseId }) => failed.has(caseId));
    return { batchItemFailures: back.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

const inTime = (context: Context | undefined): boolean =>
  (context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) >= leastTimeMs;

/** Null for a message that names no case: it stays in the queue and so reaches the dead letters. */
function caseOf(body: string): string | null {
  try {
    return notice.parse(JSON.parse(body)).case;
  } catch {
    console.error(`mirror: message is not {"case": id}: ${scrubbed(body, 200)}`);
    return null;
  }
}

async function attempt(
  caseId: string,
  bringUpToDate: (caseId: string) => Promise<unknown>,
  failed: Set<string | null>,
): Promise<boolean> {
  try {
    await bringUpToDate(caseId);
    return false;
  } catch (error) {
    failed.add(caseId);
    if (!expected(error)) console.error(`mirror: case ${caseId}: ${scrubbed(String(error))}`);
    return vendorIsAway(error);
  }
}

/** A vendor's failure stands on the case already; anything else stands nowhere yet. */
const expected = (error: unknown): boolean => error instanceof RetryableFailure || error instanceof PermanentFailure;

/** Asking a vendor that is away once per case would only use up the function's time. */
const vendorIsAway = (error: unknown): boolean =>
  (error instanceof RetryableFailure && error.name !== "Conflict") ||
  (error instanceof PermanentFailure && (error.name === "Unauthorized" || error.name === "MissingSecret"));
