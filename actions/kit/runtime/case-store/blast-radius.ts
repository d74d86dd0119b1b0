// How much was contained in an hour: a set of calls for each action, account and playbook, so that a repeated call counts
// once and the limit cannot be raced.
import { blastKey, type CallKey } from "./layout.ts";
import { updateRow } from "./table.ts";

export interface Blast {
  readonly action: string;
  readonly account: string | null;
  readonly playbook: string;
  readonly call: CallKey;
  readonly now: Date;
}

/** Counts a call unless that would pass the limit; null for no limit. False when the limit is reached. */
export async function countBlast(
  { action, account, playbook, call, now }: Blast,
  limit: number | null,
): Promise<boolean> {
  const hour = now.toISOString().slice(0, 13);
  const me = `${call.execution}/${call.step}/${call.item ?? "-"}`;
  const row = await updateRow(blastKey(`${action}#${account ?? "-"}#${playbook}`, hour), {
    update: "SET expires = :expires ADD calls :set",
    ...(limit === null
      ? {}
      : { condition: "attribute_not_exists(calls) OR contains(calls, :me) OR size(calls) < :limit" }),
    values: {
      ":expires": Math.floor(now.getTime() / 1_000) + 2 * 86_400,
      ":set": new Set([me]),
      ...(limit === null ? {} : { ":me": me, ":limit": limit }),
    },
  });
  return row !== null;
}
