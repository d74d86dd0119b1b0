// What else the SIEM holds: events of other sources by address. Together with the logins it answers "what did this address
// do before".

export interface PastEvent {
  readonly minutesAgo: number;
  readonly ip: string;
  readonly index: string;
  readonly sourcetype: string;
  /** In the words of Splunk's Common Information Model. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Requests of a scanner that found a parameter which reaches the database: the last one made it sleep. */
const injections = [
  { minutesAgo: 31, query: "id=1%27", status: "500", bytes: "1204", milliseconds: "38" },
  { minutesAgo: 30, query: "id=1%27%20OR%20%271%27=%271", status: "403", bytes: "512", milliseconds: "4" },
  { minutesAgo: 29, query: "id=1%20UNION%20SELECT%20NULL,NULL--", status: "500", bytes: "1204", milliseconds: "41" },
  { minutesAgo: 27, query: "id=1%20AND%20SLEEP(5)--", status: "200", bytes: "48213", milliseconds: "5021" },
].map(
  ({ minutesAgo, query, status, bytes, milliseconds }): PastEvent => ({
    minutesAgo,
    ip: "203.0.113.66",
    index: "web",
    sourcetype: "nginx:access",
    fields: {
      action: status === "403" ? "blocked" : "allowed",
      app: "www.example.com",
      bytes_out: bytes,
      dest: "www.example.com",
      http_method: "GET",
      response_time: milliseconds,
      status,
      tag: "web",
      uri_path: "/products",
      uri_query: query,
      user_agent: "sqlmap/1.9.4#stable (https://sqlmap.org)",
    },
  }),
);

/** Password guessing at one account that ended with the right one. */
const guesses = Array.from(
  { length: 24 },
  (_, index): PastEvent => ({
    minutesAgo: 20 + index / 4,
    ip: "203.0.113.66",
    index: "auth",
    sourcetype: "webmail:auth",
    fields: {
      ...(index === 0 ? { action: "success" } : { action: "failure", reason: "wrong password" }),
      app: "Example Webmail",
      eventtype: "authentication",
      tag: "authentication",
      user: "svc-reports",
      user_agent: "python-requests/2.32.3",
    },
  }),
);

export const pastEvents: readonly PastEvent[] = [
  ...injections,
  ...guesses,
  {
    minutesAgo: 1,
    ip: "203.0.113.7",
    index: "auth",
    sourcetype: "aws:cloudtrail",
    fields: {
      user: "maria.lopez",
      action: "success",
      app: "iam.amazonaws.com",
      signature: "ListAccessKeys",
      access_key_id: "AKIAEXAMPLEMARIA0001",
      user_agent: "aws-cli/2.31.4 md/awscrt#0.28.1 ua/2.1 os/windows#10",
      vendor_account: "111122223333",
    },
  },
  {
    minutesAgo: 12 * 1_440 - 15,
    ip: "203.0.113.7",
    index: "auth",
    sourcetype: "aws:waf",
    fields: {
      action: "blocked",
      app: "www.example.com",
      signature: "AWSManagedRulesKnownBadInputsRuleSet",
      url: "/login?next=%2F.git%2Fconfig",
      user_agent: "python-requests/2.32.3",
    },
  },
  {
    minutesAgo: 12 * 1_440 - 16,
    ip: "203.0.113.7",
    index: "web",
    sourcetype: "aws:waf",
    fields: {
      action: "blocked",
      app: "www.example.com",
      signature: "RateLimit",
      url: "/login",
      user_agent: "python-requests/2.32.3",
    },
  },
  {
    minutesAgo: 26 * 1_440,
    ip: "192.0.2.44",
    index: "auth",
    sourcetype: "vpn:session",
    fields: { user: "jonas.berg", action: "success", app: "Northgate VPN", signature: "tunnel established" },
  },
];
