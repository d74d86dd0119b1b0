// Splunk: every event whose source address is the one asked about.
import { settings } from "../../kit/runtime/environment.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { moment, words } from "../../kit/runtime/observed.ts";
import { counted, fitting, headBytes } from "../bounded.ts";
import { type Row, searchSplunk } from "../splunk-client.ts";
import { splunk } from "../vendors.ts";
import { eventsByIp } from "./action.ts";

const fields = ["_time", "sourcetype", "user", "action", "app", "signature", "url", "user_agent", "http_user_agent"];

export const handler = implement(eventsByIp, splunk, async ({ input, secrets, http }) => {
  const rows = await searchSplunk(http, await secrets.token(), {
    indexes: settings().siem?.indexes ?? ["auth"],
    where: [{ anyOf: ["src", "src_ip"].map((field) => ({ field, value: input.ip })) }],
    fields,
    lookbackSeconds: input.lookback,
    most: counted,
  });
  const all = rows.map(eventOf);
  const events = fitting(all, input.most, eventsByIp.limits.output - headBytes);
  const users = [...new Set(all.flatMap(({ user }) => (user === null ? [] : [user])))].slice(0, 20);
  return {
    total: all.length,
    truncated: events.length < all.length,
    firstSeen: all.at(-1)?.at ?? null,
    lastSeen: all[0]?.at ?? null,
    users,
    events,
  };
});

const eventOf = (row: Row) => ({
  // An event without a time is none: the contract refuses it.
  at: moment(row._time) ?? "",
  source: words(row.sourcetype, 120) ?? "unknown",
  user: words(row.user, 256),
  action: words(row.action, 60),
  application: words(row.app, 200),
  what: words([row.signature, row.url].filter(Boolean).join(" "), 300),
  userAgent: words(row.user_agent ?? row.http_user_agent, 300),
});
