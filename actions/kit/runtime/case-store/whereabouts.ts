// Where a finding is, or where it would go if it came now. Reads only: what comes in between may change it.
import * as z from "zod";
import type { Arrival } from "./intake.ts";
import { claimKey, entityKey, headKey } from "./layout.ts";
import { getRow } from "./table.ts";

export type Whereabouts =
  | { readonly how: "known" | "open"; readonly case: string }
  | { readonly how: "none"; readonly case: null };

const named = z.object({ case: z.string() });
const timed = named.extend({ until: z.number() });
const status = z.object({ status: z.enum(["open", "closed"]) });

export async function whereabouts({ finding, entity, aside, now }: Arrival): Promise<Whereabouts> {
  const claim = await getRow(claimKey(finding));
  if (claim !== null) return { how: "known", case: named.parse(claim).case };
  const own = aside ?? entity;
  const row = own === null ? null : await getRow(entityKey(own.name));
  if (row === null) return { how: "none", case: null };
  const { case: id, until } = timed.parse(row);
  const head = until > now.getTime() ? await getRow(headKey(id)) : null;
  const isOpen = head !== null && status.parse(head).status === "open";
  return isOpen ? { how: "open", case: id } : { how: "none", case: null };
}
