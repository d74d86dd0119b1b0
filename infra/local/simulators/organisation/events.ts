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

export const pastEvents: readonly PastEvent[] = [
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
