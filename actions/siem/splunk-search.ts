// Splunk's names for the facts, those of its Common Information Model first. Where a log has several, the first that it
// fills is taken.
import { isIP } from "node:net";
import { settings } from "../kit/runtime/environment.ts";
import type { Http } from "../kit/runtime/http.ts";
import { counted } from "./bounded.ts";
import type { Condition, Fact, Question, Row, Search } from "./question.ts";
import { type Row as SplunkRow, searchSplunk } from "./splunk-client.ts";

const names: Readonly<Record<Fact, readonly string[]>> = {
  accessKey: ["access_key_id", "userIdentity.accessKeyId"],
  application: ["app"],
  bytes: ["bytes_out", "bytes"],
  city: ["src_city"],
  country: ["src_country"],
  deviceId: ["device_id"],
  deviceManaged: ["device_managed"],
  deviceName: ["device_name"],
  host: ["site", "dest"],
  method: ["http_method"],
  outcome: ["action"],
  path: ["uri_path", "url"],
  query: ["uri_query"],
  reason: ["reason"],
  secondFactor: ["mfa_factor"],
  // In milliseconds.
  seconds: ["response_time"],
  session: ["session_id"],
  source: ["sourcetype"],
  sourceIp: ["src", "src_ip"],
  status: ["status"],
  time: ["_time"],
  usedSecondFactor: ["mfa"],
  user: ["user"],
  userAgent: ["user_agent", "http_user_agent"],
  userId: ["user_id"],
  what: ["signature"],
};

const both = (value: string) => ({ anyOf: ["tag", "eventtype"].map((field) => ({ field, value })) });
const kinds = { any: [], authentication: [both("authentication")], web: [both("web")] } as const;

export const splunkSearch =
  (http: Http, secrets: { token(): Promise<string> }): Search =>
  async (question) => {
    const rows = await searchSplunk(http, await secrets.token(), {
      indexes: settings().siem?.indexes ?? ["auth"],
      where: [...kinds[question.about], ...question.where.map(inSplunk)],
      fields: question.wanted.flatMap((fact) => names[fact]),
      lookbackSeconds: question.lookbackSeconds,
      most: counted,
    });
    return rows.map((row) => ours(row, question));
  };

const inSplunk = ({ anyOf }: Condition) => ({
  anyOf: anyOf.flatMap(({ fact, value }) => names[fact].map((field) => ({ field, value }))),
});

const ours = (row: SplunkRow, { wanted }: Question): Row =>
  Object.fromEntries(wanted.map((fact) => [fact, factIn(row, fact)]));

function factIn(row: SplunkRow, fact: Fact): string | null {
  const values = names[fact].map((name) => row[name]).filter(Boolean);
  // `src` may be the name of a gateway, where `src_ip` is the address.
  const value = (fact === "sourceIp" ? values.find((one) => isIP(one ?? "") !== 0) : undefined) ?? values[0] ?? null;
  if (fact === "seconds" && value !== null) return String(Number(value) / 1_000);
  return value;
}
