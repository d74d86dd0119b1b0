// Failures and successes are asked for apart: however many failures there are, a success is not lost among them.
import { PermanentFailure } from "../../kit/contract/index.ts";
import { words } from "../../kit/runtime/observed.ts";
import type { Output } from "../../kit/runtime/work.ts";
import { counted, fitting, headBytes } from "../bounded.ts";
import { addressOf, different, type Fact, is, type Row, type Search, timeOf, userOf } from "../question.ts";
import { failedLogins } from "./action.ts";

const wanted: readonly Fact[] = ["time", "user", "sourceIp", "application", "reason", "userAgent"];

interface Asked {
  readonly ip: string | null;
  readonly user: string | null;
  readonly lookback: number;
  readonly most: number;
}

export async function answer(search: Search, asked: Asked): Promise<Output<typeof failedLogins>> {
  const { ip, user, lookback, most } = asked;
  if (ip === null && user === null) {
    throw new PermanentFailure("InvalidInput", "neither an address nor a user is given: expected at least one");
  }
  const who = [...(ip === null ? [] : [is("sourceIp", ip)]), ...(user === null ? [] : [is("user", user)])];
  const which = (outcome: string) =>
    search({ about: "authentication", where: [...who, is("outcome", outcome)], wanted, lookbackSeconds: lookback });
  const [failures, successes] = await Promise.all([which("failure"), which("success")]);
  const logins = fitting(failures.map(loginOf), most, failedLogins.limits.output - headBytes);
  return {
    failures: failures.length,
    truncated: logins.length < failures.length || failures.length === counted,
    firstFailure: earliest(failures),
    lastFailure: failures[0] === undefined ? null : timeOf(failures[0]),
    users: different(failures.map(userOf), 20),
    addresses: different(failures.map(addressOf), 20),
    successAfter: successAfter(failures, successes),
    logins,
  };
}

const loginOf = (row: Row) => ({
  at: timeOf(row),
  user: userOf(row),
  ip: addressOf(row),
  application: words(row.application, 200),
  reason: words(row.reason, 200),
  userAgent: words(row.userAgent, 300),
});

const earliest = (rows: readonly Row[]): string | null => {
  const last = rows.at(-1);
  return last === undefined ? null : timeOf(last);
};

/** The first success that came later than a failure, and how many failures came before it. Both lists are newest first. */
function successAfter(failures: readonly Row[], successes: readonly Row[]) {
  const first = earliest(failures);
  if (first === null) return null;
  const success = successes.findLast((row) => timeOf(row) > first);
  if (success === undefined) return null;
  const at = timeOf(success);
  return {
    at,
    user: userOf(success),
    ip: addressOf(success),
    application: words(success.application, 200),
    failuresBefore: failures.filter((row) => timeOf(row) < at).length,
  };
}
