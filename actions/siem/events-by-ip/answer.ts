// Every event whose source address is the one asked about.
import type { Output } from "../../kit/runtime/work.ts";
import { eventFacts, eventOf, seen, usersIn } from "../events.ts";
import { is, type Search } from "../question.ts";
import { eventsByIp } from "./action.ts";

interface Asked {
  readonly ip: string;
  readonly lookback: number;
  readonly most: number;
}

export async function answer(search: Search, { ip, lookback, most }: Asked): Promise<Output<typeof eventsByIp>> {
  const rows = await search({
    about: "any",
    where: [is("sourceIp", ip)],
    wanted: eventFacts,
    lookbackSeconds: lookback,
  });
  return { ...seen(rows.map(eventOf), { most, bytes: eventsByIp.limits.output }), users: usersIn(rows) };
}
