// Authentication events of the names that the principal has.
import type { Principal } from "../../kit/contract/index.ts";
import { country, words } from "../../kit/runtime/observed.ts";
import type { Output } from "../../kit/runtime/work.ts";
import { fitting, headBytes } from "../bounded.ts";
import { addressOf, type Fact, named, outcomeOf, type Row, type Search, timeOf } from "../question.ts";
import { loginsOf } from "./action.ts";

const wanted: readonly Fact[] = [
  "time",
  "sourceIp",
  "outcome",
  "application",
  "deviceId",
  "deviceName",
  "deviceManaged",
  "session",
  "usedSecondFactor",
  "secondFactor",
  "userAgent",
  "country",
  "city",
  "reason",
];

interface Asked {
  readonly principal: Principal;
  readonly lookback: number;
  readonly most: number;
}

export async function answer(search: Search, { principal, lookback, most }: Asked): Promise<Output<typeof loginsOf>> {
  const rows = await search({ about: "authentication", where: [named(principal)], wanted, lookbackSeconds: lookback });
  const all = rows.map(loginOf);
  const logins = fitting(all, most, loginsOf.limits.output - headBytes);
  const failures = all.filter(({ outcome }) => outcome === "failure").length;
  return { total: all.length, failures, truncated: logins.length < all.length, logins };
}

const loginOf = (row: Row) => ({
  at: timeOf(row),
  ip: addressOf(row),
  outcome: outcomeOf(row),
  application: words(row.application, 200),
  device: deviceOf(row),
  session: words(row.session, 120),
  secondFactor: words(row.secondFactor, 60) ?? (row.usedSecondFactor === "true" ? "used" : null),
  userAgent: words(row.userAgent, 300),
  country: country(row.country),
  city: words(row.city, 120),
  reason: words(row.reason, 200),
});

function deviceOf(row: Row): { id: string | null; name: string | null; managed: boolean | null } | null {
  const [id, name] = [words(row.deviceId, 120), words(row.deviceName, 120)];
  if (id === null && name === null) return null;
  return { id, name, managed: row.deviceManaged ? row.deviceManaged === "true" : null };
}
