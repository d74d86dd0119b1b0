// Requests to web servers from one address, and what they were answered.
import { inertLine } from "../../kit/contract/index.ts";
import { words } from "../../kit/runtime/observed.ts";
import type { Output } from "../../kit/runtime/work.ts";
import { fitting, headBytes } from "../bounded.ts";
import { type Fact, is, type Row, type Search, timeOf, wholeOf } from "../question.ts";
import { mostBytes, webRequests } from "./action.ts";

const wanted: readonly Fact[] = [
  "time",
  "method",
  "host",
  "path",
  "query",
  "status",
  "bytes",
  "seconds",
  "outcome",
  "userAgent",
];

interface Asked {
  readonly ip: string;
  readonly lookback: number;
  readonly most: number;
}

export async function answer(search: Search, { ip, lookback, most }: Asked): Promise<Output<typeof webRequests>> {
  const rows = await search({
    about: "web",
    where: [is("sourceIp", ip)],
    wanted,
    lookbackSeconds: lookback,
  });
  const all = rows.map(requestOf);
  const requests = fitting(all, most, webRequests.limits.output - headBytes);
  return {
    total: all.length,
    truncated: requests.length < all.length,
    firstSeen: all.at(-1)?.at ?? null,
    lastSeen: all[0]?.at ?? null,
    answered: all.filter(({ status }) => status !== null && status < 400).length,
    serverErrors: all.filter(({ status }) => status !== null && status >= 500).length,
    bytes: Math.min(
      all.reduce((sum, request) => sum + (request.bytes ?? 0), 0),
      mostBytes,
    ),
    slowestSeconds: all.reduce<number | null>((slowest, { seconds }) => larger(slowest, seconds), null),
    requests,
  };
}

const larger = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

const requestOf = (row: Row) => ({
  at: timeOf(row),
  method: words(row.method, 20),
  host: words(row.host, 300),
  path: words(row.path, 500),
  // Hostile text is the evidence here: it is kept whole as far as it goes, and inert.
  query: row.query ? inertLine(row.query).slice(0, 1_000) : null,
  status: statusOf(row.status),
  bytes: wholeOf(row.bytes, mostBytes),
  seconds: secondsOf(row.seconds),
  action: words(row.outcome, 60),
  userAgent: words(row.userAgent, 300),
});

function statusOf(value: string | null | undefined): number | null {
  const status = wholeOf(value, 999);
  return status !== null && status >= 100 ? status : null;
}

function secondsOf(value: string | null | undefined): number | null {
  const seconds = Number(value ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.round(seconds * 1_000) / 1_000, 86_400) : null;
}
