// GuardDuty's findings in the envelope of EventBridge. The detail is in lower camel case there, unlike in the API.
// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
import type { Severity } from "../../../actions/kit/contract/index.ts";
import { at, cut, type Fields, isFields, type Source } from "./source.ts";

/** Successful console logins of one user from places far from each other. */
const loginsFarApart = "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B";

export const guardduty: Source = {
  name: "guardduty",
  recognises: (message) => message.source === "aws.guardduty" && isFields(message.detail),
  candidate(message) {
    const { detail } = message;
    const type = at(detail, "type");
    const common = envelopeOf(message, detail);
    const ip = at(detail, "service", "action", "awsApiCallAction", "remoteIpDetails", "ipAddressV4");
    const user = at(detail, "resource", "accessKeyDetails", "userName");
    return type === loginsFarApart && typeof ip === "string" && typeof user === "string"
      ? { ...common, ...travel(detail, ip, user) }
      : { ...common, kind: "unclassified", type: cut(type ?? null, 300) };
  },
};

function envelopeOf(message: Fields, detail: unknown): Fields {
  const updated = at(detail, "updatedAt") ?? message.time;
  return {
    id: at(detail, "id"),
    // The same id comes again with a higher count: its time of change tells the editions apart.
    version: updated,
    title: cut(at(detail, "title") ?? at(detail, "type"), 300),
    description: cut(at(detail, "description") ?? "", 4_000),
    severity: severityOf(at(detail, "severity")),
    detectedAt: updated,
    firstSeen: at(detail, "service", "eventFirstSeen") ?? at(detail, "createdAt") ?? updated,
    lastSeen: at(detail, "service", "eventLastSeen") ?? updated,
    source: "guardduty",
    account: at(detail, "accountId") ?? message.account ?? null,
    region: at(detail, "region") ?? message.region ?? null,
    resources: [at(detail, "arn")].filter((arn) => typeof arn === "string"),
  };
}

function travel(detail: unknown, ip: string, user: string): Fields {
  return {
    kind: "impossible-travel",
    user: { name: user, email: null, id: null },
    sourceIp: ip,
    loginAt: at(detail, "service", "eventLastSeen") ?? at(detail, "updatedAt"),
    previousIp: null,
    previousLoginAt: at(detail, "service", "eventFirstSeen") ?? null,
    userAgent: null,
    application: cut(at(detail, "service", "action", "awsApiCallAction", "serviceName") ?? null, 200),
  };
}

/** GuardDuty's bands; what is no number of theirs stays as it is, for the schema to judge. */
function severityOf(value: unknown): Severity | unknown {
  if (typeof value !== "number" || !(value >= 1 && value <= 10)) return value;
  if (value >= 9) return "critical";
  if (value >= 7) return "high";
  return value >= 4 ? "medium" : "low";
}
