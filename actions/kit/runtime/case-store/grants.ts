// Grants: the power to contain, one row for one call. Only the approval function writes them; a containment function
// shows the digest of what it was sent and gets through, or is refused with the reason. A call repeated after its
// success gets the recorded result, and nothing is called again.
import * as z from "zod";
import { type ActionResult, actionResult } from "../../contract/call.ts";
import { PermanentFailure } from "../../contract/failure.ts";
import { type CallKey, grantKey, grantPartition, useKey } from "./layout.ts";
import { getRow, putRow, queryRows, updateRow } from "./table.ts";

const millisecond = z.number().int();

const grantShape = z.object({
  execution: z.string(),
  step: z.string(),
  item: z.string().nullable(),
  action: z.string(),
  /** Of `{ action, input }` as sent, by `digestOf`. */
  digest: z.string(),
  approval: z.string(),
  decidedBy: z.string(),
  /** Milliseconds since 1970. */
  decidedAt: millisecond,
  expiresAt: millisecond,
  /** Whether it was given although the hour's limit was reached. */
  beyondLimit: z.boolean().optional(),
});
export type Grant = z.infer<typeof grantShape>;

const grantRow = grantShape.extend({ voidedAt: millisecond.nullable(), voidedBecause: z.string().nullable() });
export type GrantRow = z.infer<typeof grantRow>;

const useRow = z.object({
  usedAt: millisecond.optional(),
  result: z.string().optional(),
  stateFound: z.string().optional(),
});

export interface GrantUse extends CallKey {
  readonly action: string;
  readonly digest: string;
  readonly now: Date;
}

/** Writes a grant. One that the same approval has written already stays as it is, voided or not. */
export async function writeGrant(grant: Grant): Promise<void> {
  const row = {
    ...grantShape.parse(grant),
    voidedAt: null,
    voidedBecause: null,
    expires: secondsAfter(grant.expiresAt),
  };
  await putRow(grantKey(grant), row, {
    condition: "attribute_not_exists(pk) OR approval <> :approval",
    values: { ":approval": grant.approval },
  });
}

/**
 * Lets exactly the granted call through. Answers the recorded result when the call has succeeded before, null when it
 * is to be made.
 *
 * @throws PermanentFailure `NoGrant` with the reason when the call is not granted.
 */
export async function useGrant({ action, digest, now, ...key }: GrantUse): Promise<ActionResult | null> {
  const row = await getRow(grantKey(key));
  if (row === null) throw noGrant(key, "nobody has granted it");
  const grant = grantRow.parse(row);
  if (grant.voidedAt !== null) throw noGrant(key, `the grant is void: ${grant.voidedBecause ?? "no reason given"}`);
  if (grant.action !== action) throw noGrant(key, `the grant is for ${grant.action}, not for ${action}`);
  if (grant.digest !== digest) throw noGrant(key, "the grant is for another input than the one that was sent");
  if (now.getTime() >= grant.expiresAt) {
    throw noGrant(key, `the grant has expired at ${new Date(grant.expiresAt).toISOString()}`);
  }
  const used = await updateRow(useKey(key), {
    update: "SET usedAt = if_not_exists(usedAt, :now), digest = :digest, expires = :expires",
    condition: "attribute_not_exists(digest) OR digest = :digest",
    values: { ":now": now.getTime(), ":digest": digest, ":expires": secondsAfter(grant.expiresAt) },
  });
  if (used === null) throw noGrant(key, "this call has been made with another input before");
  const { result } = useRow.parse(used);
  return result === undefined ? null : actionResult.parse(JSON.parse(result));
}

function noGrant({ step, item }: CallKey, reason: string): PermanentFailure {
  const name = item === null ? step : `${step} (item ${item})`;
  return new PermanentFailure("NoGrant", `${name} may not contain: ${reason}; nothing was called`);
}

/** Keeps what the call answered. The first answer stays. */
export async function recordGrantResult(key: CallKey, result: unknown): Promise<void> {
  await updateRow(useKey(key), {
    update: "SET #result = if_not_exists(#result, :result)",
    names: { "#result": "result" },
    values: { ":result": JSON.stringify(actionResult.parse(result)) },
  });
}

/** Keeps the state found before anything was changed, and answers the first one kept: a retry must not save its own effect. */
export async function saveStateFound<State extends z.core.util.JSONType>(key: CallKey, state: State): Promise<State> {
  const row = await updateRow(useKey(key), {
    update: "SET stateFound = if_not_exists(stateFound, :found)",
    values: { ":found": JSON.stringify(state) },
  });
  const kept = useRow.required({ stateFound: true }).parse(row);
  return JSON.parse(kept.stateFound) as State;
}

/** The state found before a containment; null when none was kept. What undo restores. */
export async function stateFound(key: CallKey): Promise<z.core.util.JSONType | null> {
  const row = await getRow(useKey(key));
  const found = row === null ? undefined : useRow.parse(row).stateFound;
  return found === undefined ? null : z.json().parse(JSON.parse(found));
}

/** Whether the call's grant was given in the knowledge that the limit was reached. */
export async function passesLimit(key: CallKey): Promise<boolean> {
  const row = await getRow(grantKey(key));
  return row !== null && grantRow.parse(row).beyondLimit === true;
}

/** Every grant of an execution. */
export async function grantsOf(execution: string): Promise<GrantRow[]> {
  const rows = await queryRows(grantPartition(execution));
  return rows.map((row) => grantRow.parse(row));
}

/** Ends every grant of an execution, or those of one approval: from now on nothing is let through. Answers how many. */
export async function voidGrants(
  { execution, approval }: { readonly execution: string; readonly approval?: string },
  { because, now }: { readonly because: string; readonly now: Date },
): Promise<number> {
  const grants = await grantsOf(execution);
  const mine = grants.filter((grant) => approval === undefined || grant.approval === approval);
  const voided = await Promise.all(
    mine.map((grant) =>
      updateRow(grantKey(grant), {
        update: "SET voidedAt = :now, voidedBecause = :because",
        condition: "attribute_exists(pk) AND voidedAt = :null AND approval = :approval",
        values: { ":now": now.getTime(), ":because": because, ":null": null, ":approval": grant.approval },
      }),
    ),
  );
  return voided.filter((row) => row !== null).length;
}

/** Rows of grants are tidied a quarter of a year later: undo reads the state found. */
const secondsAfter = (time: number): number => Math.floor(time / 1_000) + 90 * 86_400;
