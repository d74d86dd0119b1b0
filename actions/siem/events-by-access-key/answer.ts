// Every event whose request was signed with the access key.
import type { Output } from "../../kit/runtime/work.ts";
import { addressesIn, eventFacts, placedOf, seen, usersIn } from "../events.ts";
import { is, type Search } from "../question.ts";
import { eventsByAccessKey } from "./action.ts";

interface Asked {
  readonly accessKeyId: string;
  readonly lookback: number;
  readonly most: number;
}

export async function answer(
  search: Search,
  { accessKeyId, lookback, most }: Asked,
): Promise<Output<typeof eventsByAccessKey>> {
  const rows = await search({
    about: "any",
    where: [is("accessKey", accessKeyId)],
    wanted: [...eventFacts, "sourceIp"],
    lookbackSeconds: lookback,
  });
  return {
    ...seen(rows.map(placedOf), { most, bytes: eventsByAccessKey.limits.output }),
    users: usersIn(rows),
    addresses: addressesIn(rows),
  };
}
