// Stops: while one stands, no live containment acts, running executions included. One row for everything and one a
// playbook; a row that was resumed stays, and says by whom.
import * as z from "zod";
import { type Key, stopKey, stopsPartition } from "./layout.ts";
import { getRow, putRow, queryRows, updateRow } from "./table.ts";

export interface Stopped {
  /** Null: all of them. */
  readonly playbook: string | null;
  readonly by: string;
  readonly at: string;
}

const stopRow = z.object({ sk: z.string(), by: z.string(), at: z.string(), resumedBy: z.string().nullable() });

/** Puts a stop up. False when one stands already. */
export const putStop = ({ playbook, by, at }: Stopped): Promise<boolean> =>
  putRow(
    stopKey(playbook),
    { by, at, resumedBy: null, resumedAt: null },
    { condition: "attribute_not_exists(pk) OR resumedBy <> :null", values: { ":null": null } },
  );

/** Takes a stop down. False when none stands. */
export const liftStop = async ({ playbook, by, at }: Stopped): Promise<boolean> =>
  (await updateRow(stopKey(playbook), {
    update: "SET resumedBy = :by, resumedAt = :at",
    condition: "attribute_exists(pk) AND resumedBy = :null",
    values: { ":by": by, ":at": at, ":null": null },
  })) !== null;

/** Every stop that stands. */
export async function stops(): Promise<Stopped[]> {
  return (await queryRows(stopsPartition)).flatMap((row) => standing(row));
}

/** The stop that halts a playbook's containment; null when it may act. */
export async function stopOf(playbook: string): Promise<Stopped | null> {
  const rows = await Promise.all([null, playbook].map((one): Promise<unknown> => getRow(stopKey(one) satisfies Key)));
  return rows.flatMap((row) => (row === null ? [] : standing(row)))[0] ?? null;
}

function standing(row: unknown): Stopped[] {
  const { sk, by, at, resumedBy } = stopRow.parse(row);
  return resumedBy === null ? [{ playbook: sk === "*" ? null : sk, by, at }] : [];
}
