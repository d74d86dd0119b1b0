// What each vendor says when it is broken, busy or not convinced of the caller, word for word and header for header.
import type { WireResponse } from "../wire.ts";
import { html, json, plain } from "./answers.ts";

export type FailureStatus = "500" | "503" | "429" | "401";
type Failures = Readonly<Record<FailureStatus, (now: number) => WireResponse>>;

export const vendorFailure = (system: string, status: FailureStatus, now: number): WireResponse =>
  (failures[system] ?? anybody)[status](now);

// Seconds until the next midnight in UTC, when daily quotas start again.
const untilMidnight = (now: number): number => Math.ceil((86_400_000 - (now % 86_400_000)) / 1_000);

/** What AbuseIPDB says when the day's quota is spent: its Retry-After is hours away. */
export const dailyLimitExceeded = (limit: number, now: number): WireResponse => {
  const detail = `Daily rate limit of ${limit} requests exceeded for this endpoint. See headers for additional details.`;
  return json(429, abuseipdb(429, detail), {
    "retry-after": String(untilMidnight(now)),
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.floor(now / 1_000) + untilMidnight(now)),
  });
};

const abuseipdb = (status: number, detail: string) => ({ errors: [{ detail, status }] });
const virustotal = (code: string, message: string) => ({ error: { code, message } });
const rdap = (errorCode: number, title: string, description: string) => ({
  rdapConformance: ["rdap_level_0"],
  errorCode,
  title,
  description: [description],
});
const splunk = (type: string, text: string) => ({ messages: [{ type, text }] });
const jira = (message: string) => ({ errorMessages: [message], errors: {} });

const aws = (status: number, code: string, message: string): WireResponse => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse><Error><Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>`,
});

const awsQuery: Failures = {
  "500": () => aws(500, "InternalFailure", "The request processing has failed because of an unknown error."),
  "503": () => aws(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
  "429": () => aws(400, "Throttling", "Rate exceeded"),
  "401": () => aws(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
};

const anybody: Failures = {
  "500": () => json(500, { error: "internal server error" }),
  "503": () => json(503, { error: "service unavailable" }, { "retry-after": "5" }),
  "429": () => json(429, { error: "too many requests" }, { "retry-after": "5" }),
  "401": () => json(401, { error: "unauthorized" }),
};

const failures: Readonly<Record<string, Failures>> = {
  greynoise: {
    "500": () => json(500, { message: "internal error" }),
    "503": () => html(503, "503 Service Temporarily Unavailable"),
    "429": () => json(429, { plan: "Community", message: "You have hit your weekly rate limit." }),
    "401": () => json(401, { message: "Invalid API key" }),
  },
  certificates: {
    "500": () => html(502, "502 Bad Gateway"),
    "503": () => html(503, "503 Service Unavailable"),
    "429": () => html(429, "429 Too Many Requests", { "retry-after": "60" }),
    "401": () => json(401, { code: "unauthorized", message: "The API key is not valid" }),
  },
  abuseipdb: {
    "500": () => json(500, { message: "Server Error" }),
    "503": () => html(503, "503 Service Temporarily Unavailable"),
    "429": (now) => dailyLimitExceeded(1_000, now),
    "401": () =>
      json(
        401,
        abuseipdb(
          401,
          "Authentication failed. Your API key is either missing, incorrect, or revoked. Note: The APIv2 key differs from the APIv1 key.",
        ),
      ),
  },
  virustotal: {
    "500": () => html(500, "500 Server Error"),
    "503": () => json(503, virustotal("TransientError", "Transient server error, retry might work")),
    // VirusTotal promises no Retry-After.
    "429": () => json(429, virustotal("QuotaExceededError", "Quota exceeded")),
    "401": () => json(401, virustotal("WrongCredentialsError", "Wrong API key")),
  },
  geo: {
    "500": () => html(500, "500 Internal Server Error"),
    "503": () => html(503, "503 Service Temporarily Unavailable"),
    "429": () => html(429, "429 Too Many Requests", { "retry-after": "3" }),
    "401": () =>
      json(401, {
        code: "AUTHORIZATION_INVALID",
        error: "Your account ID or license key could not be authenticated.",
      }),
  },
  whois: {
    "500": () => json(500, rdap(500, "Internal Server Error", "the server failed to answer"), rdapType),
    "503": () => json(503, rdap(503, "Service Unavailable", "the server is busy"), rdapType),
    "429": () =>
      json(429, rdap(429, "Too Many Requests", "you have exceeded this server's rate limit"), {
        ...rdapType,
        "retry-after": "10",
      }),
    "401": () => json(401, rdap(401, "Unauthorized", "this query needs authentication"), rdapType),
  },
  siem: {
    "500": () => json(500, splunk("ERROR", "Internal Server Error")),
    "503": () =>
      json(
        503,
        splunk(
          "FATAL",
          "Search not executed: The maximum number of concurrent historical searches on this instance has been reached.",
        ),
      ),
    "429": () => json(429, splunk("ERROR", "Too Many Requests"), { "retry-after": "5" }),
    "401": () => json(401, splunk("WARN", "call not properly authenticated")),
  },
  jira: {
    "500": () => json(500, jira("Internal server error")),
    "503": () => html(503, "Jira is temporarily unavailable"),
    "429": () =>
      json(429, jira("Rate limit exceeded."), {
        "retry-after": "5",
        "x-ratelimit-limit": "100",
        "x-ratelimit-remaining": "0",
        "ratelimit-reason": "jira-burst-based",
      }),
    "401": () => plain(401, "Client must be authenticated to access this resource."),
  },
  slack: {
    "500": () => json(500, { ok: false, error: "internal_error" }),
    "503": () => json(503, { ok: false, error: "service_unavailable" }),
    "429": () => json(429, { ok: false, error: "ratelimited" }, { "retry-after": "1" }),
    // Slack refuses a token with status 200.
    "401": () => json(200, { ok: false, error: "invalid_auth" }),
  },
  iam: awsQuery,
  sts: awsQuery,
};

const rdapType = { "content-type": "application/rdap+json" };
