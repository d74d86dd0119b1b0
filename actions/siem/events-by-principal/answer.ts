// Every event that names the principal, by login name or by canonical id.
import type { Principal } from "../../kit/contract/index.ts";
import type { Output } from "../../kit/runtime/work.ts";
import { addressesIn, eventFacts, placedOf, seen } from "../events.ts";
import { named, type Search } from "../question.ts";
import { eventsByPrincipal } from "./action.ts";

interface Asked {
  readonly principal: Principal;
  readonly lookback: number;
  readonly most: number;
}

export async function answer(
  search: Search,
  { principal, lookback, most }: Asked,
): Promise<Output<typeof eventsByPrincipal>> {
  const rows = await search({
    about: "any",
    where: [named(principal)],
    wanted: [...eventFacts, "sourceIp"],
    lookbackSeconds: lookback,
  });
  return {
    ...seen(rows.map(placedOf), { most, bytes: eventsByPrincipal.limits.output }),
    addresses: addressesIn(rows),
  };
}
