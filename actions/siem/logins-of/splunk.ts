// Splunk: authentication events, in the words of its Common Information Model, of the names that the principal has.
import { isIP } from "node:net";
import type { Principal } from "../../kit/contract/index.ts";
import { settings } from "../../kit/runtime/environment.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { country, moment, words } from "../../kit/runtime/observed.ts";
import { counted, fitting, headBytes } from "../bounded.ts";
import { type Row, searchSplunk } from "../splunk-client.ts";
import { splunk } from "../vendors.ts";
import { loginsOf } from "./action.ts";

const fields = [
  "_time",
  "src",
  "src_ip",
  "action",
  "app",
  "device_id",
  "device_name",
  "device_managed",
  "session_id",
  "mfa",
  "mfa_factor",
  "user_agent",
  "http_user_agent",
  "src_country",
  "src_city",
  "reason",
];

export const handler = implement(loginsOf, splunk, async ({ input, secrets, http }) => {
  const rows = await searchSplunk(http, await secrets.token(), {
    indexes: settings().siem?.indexes ?? ["auth"],
    where: [
      { anyOf: ["tag", "eventtype"].map((field) => ({ field, value: "authentication" })) },
      named(input.principal),
    ],
    fields,
    lookbackSeconds: input.lookback,
    most: counted,
  });
  const all = rows.map(loginOf);
  const logins = fitting(all, input.most, loginsOf.limits.output - headBytes);
  const failures = all.filter(({ outcome }) => outcome === "failure").length;
  return { total: all.length, failures, truncated: logins.length < all.length, logins };
});

/** Logs name people by their login name, or by the canonical id of the identity. */
function named(principal: Principal): {
  readonly anyOf: readonly { readonly field: string; readonly value: string }[];
} {
  const id = { field: "user_id", value: principal.id };
  const name = nameOf(principal);
  return { anyOf: name === null ? [id] : [{ field: "user", value: name }, id] };
}

function nameOf(principal: Principal): string | null {
  switch (principal.type) {
    case "iam-user":
    case "identity-center-user":
      return principal.name;
    case "iam-role-session":
      return principal.session;
    case "okta-user":
      return principal.login;
    case "entra-user":
      return principal.userPrincipalName;
    case "root":
      return null;
  }
}

const outcomes: Readonly<Record<string, "success" | "failure">> = { success: "success", failure: "failure" };

const loginOf = (row: Row) => ({
  // An event without a time is none: the contract refuses it.
  at: moment(row._time) ?? "",
  ip: [row.src_ip, row.src].find((value) => value && isIP(value) !== 0 && !value.includes("%")) ?? null,
  outcome: outcomes[row.action?.toLowerCase() ?? ""] ?? ("unknown" as const),
  application: words(row.app, 200),
  device: deviceOf(row),
  session: words(row.session_id, 120),
  secondFactor: words(row.mfa_factor, 60) ?? (row.mfa === "true" ? "used" : null),
  userAgent: words(row.user_agent ?? row.http_user_agent, 300),
  country: country(row.src_country),
  city: words(row.src_city, 120),
  reason: words(row.reason, 200),
});

function deviceOf(row: Row): { id: string | null; name: string | null; managed: boolean | null } | null {
  const [id, name] = [words(row.device_id, 120), words(row.device_name, 120)];
  if (id === null && name === null) return null;
  return { id, name, managed: row.device_managed === null ? null : row.device_managed === "true" };
}
