// What the three batch operations share: their checks, and an answer that tells each entry's fate.
import { AwsError } from "../../protocol/aws-error.ts";
import { emptyBatch, invalidEntryId, repeatedEntryId, tooManyEntries } from "../errors.ts";

export interface BatchAnswer {
  readonly Successful: object[];
  readonly Failed: object[];
}

/** AWS's checks of a batch as a whole, in its order. */
export function checkBatch(entries: readonly { readonly Id: string }[], entryName: string): void {
  if (entries.length === 0) throw emptyBatch(entryName);
  if (entries.length > 10) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) throw invalidEntryId();
    if (seen.has(Id)) throw repeatedEntryId(Id);
    seen.add(Id);
  }
}

/** Acts on every entry; a refusal of one is its own. */
export async function eachEntry<E extends { readonly Id: string }>(
  entries: readonly E[],
  act: (entry: E) => Promise<object>,
): Promise<BatchAnswer> {
  const fates = await Promise.all(entries.map((entry) => fateOf(entry, act)));
  return {
    Successful: fates.flatMap((fate) => fate.successful ?? []),
    Failed: fates.flatMap((fate) => fate.failed ?? []),
  };
}

async function fateOf<E extends { readonly Id: string }>(
  entry: E,
  act: (entry: E) => Promise<object>,
): Promise<{ successful?: object; failed?: object }> {
  try {
    return { successful: { Id: entry.Id, ...(await act(entry)) } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      failed: { Id: entry.Id, Code: error.code, Message: error.message, SenderFault: error.fault === "Sender" },
    };
  }
}
