// Splunk's REST API, search/jobs with exec_mode=oneshot.
import { handler as eventsByAccessKey } from "../../../actions/siem/events-by-access-key/splunk.ts";
import { handler as eventsByIp } from "../../../actions/siem/events-by-ip/splunk.ts";
import { handler as eventsByPrincipal } from "../../../actions/siem/events-by-principal/splunk.ts";
import { handler as failedLogins } from "../../../actions/siem/failed-logins/splunk.ts";
import { handler as loginsOf } from "../../../actions/siem/logins-of/splunk.ts";
import { handler as webRequests } from "../../../actions/siem/web-requests/splunk.ts";
import type { Reply, Speaks } from "../support/server.ts";
import type { Speech } from "./speech.ts";

const problem = (status: number, type: string, text: string) => ({ status, body: { messages: [{ type, text }] } });

const results = (rows: readonly object[]): Reply => ({
  body: { preview: false, init_offset: 0, messages: [], fields: [{ name: "_time" }], results: rows, highlighted: {} },
});

const searched =
  (search: string, earliest: string, rows: readonly object[]): Speaks =>
  ({ method, path, headers, body }) => {
    if (headers.authorization !== "Bearer splunk-token-77fe01") return common.unauthorised;
    const form = new URLSearchParams(body);
    const right =
      method === "POST" &&
      path === "/services/search/jobs" &&
      form.get("exec_mode") === "oneshot" &&
      form.get("output_mode") === "json" &&
      form.get("earliest_time") === earliest &&
      form.get("search")?.startsWith(search);
    return right ? results(rows) : problem(400, "FATAL", `Unable to parse the search: ${form.get("search")}`);
  };

const common = {
  by: "splunk",
  unauthorised: problem(401, "WARN", "call not properly authenticated"),
  rateLimited: { ...problem(429, "ERROR", "Too Many Requests"), headers: { "retry-after": "500" } },
  limitedAs: "RateLimited",
  broken: problem(
    503,
    "FATAL",
    "Search not executed: The maximum number of concurrent historical searches has been reached.",
  ),
  otherShape: { body: { sid: "1795340000.1" } },
} as const;

export const splunkEvents: Speech = {
  ...common,
  action: "siem.events-by-ip",
  notFound: {
    says: () => results([]),
    output: { total: 0, truncated: false, firstSeen: null, lastSeen: null, users: [], events: [] },
  },
  handler: eventsByIp,
  input: { ip: "203.0.113.7", lookback: 2_592_000, most: 25 },
  says: searched('search index="auth" (src="203.0.113.7" OR src_ip="203.0.113.7")', "-2592000s", [
    {
      _time: "2026-11-22T10:39:00.000+00:00",
      sourcetype: "aws:cloudtrail",
      user: "maria.lopez",
      action: "success",
      app: "iam.amazonaws.com",
      signature: "ListAccessKeys",
      user_agent: "aws-cli/2.31.4",
    },
    { _time: "2026-11-10T10:15:00.000+01:00", sourcetype: ["aws:waf", "web"], action: "blocked", url: "/login" },
  ]),
  output: {
    total: 2,
    truncated: false,
    firstSeen: "2026-11-10T09:15:00.000Z",
    lastSeen: "2026-11-22T10:39:00.000Z",
    users: ["maria.lopez"],
    events: [
      {
        at: "2026-11-22T10:39:00.000Z",
        source: "aws:cloudtrail",
        user: "maria.lopez",
        action: "success",
        application: "iam.amazonaws.com",
        what: "ListAccessKeys",
        userAgent: "aws-cli/2.31.4",
      },
      {
        at: "2026-11-10T09:15:00.000Z",
        source: "aws:waf",
        user: null,
        action: "blocked",
        application: null,
        what: "/login",
        userAgent: null,
      },
    ],
  },
};

export const splunkLogins: Speech = {
  ...common,
  action: "siem.logins-of",
  notFound: { says: () => results([]), output: { total: 0, failures: 0, truncated: false, logins: [] } },
  handler: loginsOf,
  input: {
    principal: {
      type: "iam-user",
      id: "arn:aws:iam::111122223333:user/maria.lopez",
      account: "111122223333",
      name: "maria.lopez",
    },
    lookback: 604_800,
    most: 25,
  },
  says: searched(
    'search index="auth" (tag="authentication" OR eventtype="authentication") (user="maria.lopez" OR user_id="arn:aws:iam::111122223333:user/maria.lopez")',
    "-604800s",
    [
      {
        _time: "2026-11-22T10:38:00.000+00:00",
        action: "failure",
        src: "vpn-gateway",
        app: "SSO",
        mfa: "true",
        reason: "second factor not answered",
      },
      {
        _time: "2026-11-22T10:00:00.000+00:00",
        action: "success",
        src: "198.51.100.20",
        app: "SSO",
        device_id: "dev-5f1c",
        device_name: "LIS-MAC-0412",
        device_managed: "true",
        session_id: "idx-71d2",
        mfa: "true",
        mfa_factor: "fido2",
        user_agent: "Mozilla/5.0",
        src_country: "PT",
        src_city: "Lisbon",
      },
    ],
  ),
  output: {
    total: 2,
    failures: 1,
    truncated: false,
    logins: [
      {
        at: "2026-11-22T10:38:00.000Z",
        ip: null,
        outcome: "failure",
        application: "SSO",
        device: null,
        session: null,
        secondFactor: "used",
        userAgent: null,
        country: null,
        city: null,
        reason: "second factor not answered",
      },
      {
        at: "2026-11-22T10:00:00.000Z",
        ip: "198.51.100.20",
        outcome: "success",
        application: "SSO",
        device: { id: "dev-5f1c", name: "LIS-MAC-0412", managed: true },
        session: "idx-71d2",
        secondFactor: "fido2",
        userAgent: "Mozilla/5.0",
        country: "PT",
        city: "Lisbon",
        reason: null,
      },
    ],
  },
};

const [cloudtrail, waf] = [
  {
    _time: "2026-11-22T10:39:00.000+00:00",
    sourcetype: "aws:cloudtrail",
    user: "maria.lopez",
    src: "203.0.113.7",
    src_ip: "203.0.113.7",
    action: "success",
    app: "iam.amazonaws.com",
    signature: "ListAccessKeys",
    user_agent: "aws-cli/2.31.4",
  },
  { _time: "2026-11-10T09:15:00.000+00:00", sourcetype: "aws:waf", src: "gateway", action: "blocked", url: "/login" },
];

const seen = (rows: readonly (typeof placedKey)[]) => ({
  total: rows.length,
  truncated: false,
  firstSeen: rows.at(-1)?.at ?? null,
  lastSeen: rows[0]?.at ?? null,
  events: rows,
});
const placedKey = {
  at: "2026-11-22T10:39:00.000Z",
  source: "aws:cloudtrail",
  user: "maria.lopez" as string | null,
  action: "success",
  application: "iam.amazonaws.com" as string | null,
  what: "ListAccessKeys",
  userAgent: "aws-cli/2.31.4" as string | null,
  ip: "203.0.113.7" as string | null,
};
const placedWaf = {
  at: "2026-11-10T09:15:00.000Z",
  source: "aws:waf",
  user: null,
  action: "blocked",
  application: null,
  what: "/login",
  userAgent: null,
  ip: null,
};
const nothing = { total: 0, truncated: false, firstSeen: null, lastSeen: null, events: [] };

export const splunkPrincipal: Speech = {
  ...common,
  action: "siem.events-by-principal",
  handler: eventsByPrincipal,
  input: splunkLogins.input,
  notFound: { says: () => results([]), output: { ...nothing, addresses: [] } },
  says: searched(
    'search index="auth" (user="maria.lopez" OR user_id="arn:aws:iam::111122223333:user/maria.lopez")',
    "-604800s",
    [cloudtrail, waf],
  ),
  output: { ...seen([placedKey, placedWaf]), addresses: ["203.0.113.7"] },
};

export const splunkAccessKey: Speech = {
  ...common,
  action: "siem.events-by-access-key",
  handler: eventsByAccessKey,
  input: { accessKeyId: "AKIAEXAMPLEMARIA0001", lookback: 3_600, most: 25 },
  notFound: { says: () => results([]), output: { ...nothing, addresses: [], users: [] } },
  says: searched(
    'search index="auth" (access_key_id="AKIAEXAMPLEMARIA0001" OR userIdentity.accessKeyId="AKIAEXAMPLEMARIA0001")',
    "-3600s",
    [cloudtrail],
  ),
  output: { ...seen([placedKey]), addresses: ["203.0.113.7"], users: ["maria.lopez"] },
};

const failure = {
  _time: "2026-11-22T10:30:00.000+00:00",
  user: "aiko.tanaka",
  src_ip: "203.0.113.66",
  app: "Example Webmail",
  reason: "wrong password",
};
const failedBase = 'search index="auth" (tag="authentication" OR eventtype="authentication") ';
const failedWho = '(src="203.0.113.66" OR src_ip="203.0.113.66") user="aiko.tanaka"';

export const splunkFailed: Speech = {
  ...common,
  action: "siem.failed-logins",
  handler: failedLogins,
  input: { ip: "203.0.113.66", user: "aiko.tanaka", lookback: 3_600, most: 25 },
  notFound: {
    says: () => results([]),
    output: {
      failures: 0,
      truncated: false,
      firstFailure: null,
      lastFailure: null,
      users: [],
      addresses: [],
      successAfter: null,
      logins: [],
    },
  },
  says: (asked) => {
    const success = new URLSearchParams(asked.body).get("search")?.includes('action="success"');
    const who = `${failedBase}${failedWho} action="${success ? "success" : "failure"}"`;
    const row = success ? { ...failure, _time: "2026-11-22T10:31:00.000+00:00", reason: null } : failure;
    return searched(who, "-3600s", [Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))])(
      asked,
    );
  },
  output: {
    failures: 1,
    truncated: false,
    firstFailure: "2026-11-22T10:30:00.000Z",
    lastFailure: "2026-11-22T10:30:00.000Z",
    users: ["aiko.tanaka"],
    addresses: ["203.0.113.66"],
    successAfter: {
      at: "2026-11-22T10:31:00.000Z",
      user: "aiko.tanaka",
      ip: "203.0.113.66",
      application: "Example Webmail",
      failuresBefore: 1,
    },
    logins: [
      {
        at: "2026-11-22T10:30:00.000Z",
        user: "aiko.tanaka",
        ip: "203.0.113.66",
        application: "Example Webmail",
        reason: "wrong password",
        userAgent: null,
      },
    ],
  },
};

export const splunkWeb: Speech = {
  ...common,
  action: "siem.web-requests",
  handler: webRequests,
  input: { ip: "203.0.113.66", lookback: 3_600, most: 25 },
  notFound: {
    says: () => results([]),
    output: {
      total: 0,
      truncated: false,
      firstSeen: null,
      lastSeen: null,
      answered: 0,
      serverErrors: 0,
      bytes: 0,
      slowestSeconds: null,
      requests: [],
    },
  },
  says: searched(
    'search index="auth" (tag="web" OR eventtype="web") (src="203.0.113.66" OR src_ip="203.0.113.66")',
    "-3600s",
    [
      {
        _time: "2026-11-22T10:31:00.000+00:00",
        http_method: "GET",
        dest: "www.example.com",
        uri_path: "/products",
        uri_query: "id=1%27%20AND%20SLEEP(5)--",
        status: "200",
        bytes_out: "48213",
        response_time: "5021",
        action: "allowed",
        http_user_agent: "sqlmap/1.9.4",
      },
      { _time: "2026-11-22T10:30:00.000+00:00", url: "/products?id=1", status: "500", bytes: "10", response_time: "x" },
    ],
  ),
  output: {
    total: 2,
    truncated: false,
    firstSeen: "2026-11-22T10:30:00.000Z",
    lastSeen: "2026-11-22T10:31:00.000Z",
    answered: 1,
    serverErrors: 1,
    bytes: 48_223,
    slowestSeconds: 5.021,
    requests: [
      {
        at: "2026-11-22T10:31:00.000Z",
        method: "GET",
        host: "www.example.com",
        path: "/products",
        query: "id=1%27%20AND%20SLEEP(5)--",
        status: 200,
        bytes: 48_213,
        seconds: 5.021,
        action: "allowed",
        userAgent: "sqlmap/1.9.4",
      },
      {
        at: "2026-11-22T10:30:00.000Z",
        method: null,
        host: null,
        path: "/products?id=1",
        query: null,
        status: 500,
        bytes: 10,
        seconds: null,
        action: null,
        userAgent: null,
      },
    ],
  },
};
