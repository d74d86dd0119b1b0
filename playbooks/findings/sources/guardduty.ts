// GuardDuty's findings in the envelope of EventBridge. The detail is in lower camel case there, unlike in the API.
// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
import { type Facts, known } from "./facts.ts";
import { at, type Fields, isFields, type Source, textsOf } from "./source.ts";

export const guardduty: Source = {
  name: "guardduty",
  recognises: (message) => message.source === "aws.guardduty" && isFields(message.detail),
  read: (message) => {
    const { detail } = message;
    const type = at(detail, "type");
    return [
      {
        draft: {
          envelope: envelopeOf(message, detail),
          rules: [type],
          tags: [],
          facts: {
            ...factsOf(detail),
            ...known({ succeeded: textsOf([type]).some((name) => /Successful/.test(name)) }),
          },
          closed: at(detail, "service", "archived") === true,
        },
      },
    ];
  },
};

function envelopeOf(message: Fields, detail: unknown): Fields {
  const updated = at(detail, "updatedAt") ?? message.time;
  return {
    id: at(detail, "id"),
    // The same id comes again with a higher count: its time of change tells the editions apart.
    version: updated,
    title: at(detail, "title") ?? at(detail, "type"),
    description: at(detail, "description"),
    severity: severityOf(at(detail, "severity")),
    detectedAt: updated,
    firstSeen: at(detail, "service", "eventFirstSeen") ?? at(detail, "createdAt"),
    lastSeen: at(detail, "service", "eventLastSeen"),
    source: "guardduty",
    account: at(detail, "accountId") ?? message.account,
    region: at(detail, "region") ?? message.region,
    resources: [at(detail, "arn")],
  };
}

/** The names of an action's object, of which a finding has one. */
const actions = [
  "awsApiCallAction",
  "networkConnectionAction",
  "rdsLoginAttemptAction",
  "kubernetesApiCallAction",
  "portProbeAction",
] as const;

function factsOf(detail: unknown): Facts {
  const name = actions.find((one) => isFields(at(detail, "service", "action", one)));
  const action = name === undefined ? undefined : at(detail, "service", "action", name);
  const remote = at(action, "remoteIpDetails") ?? at(action, "portProbeDetails", 0, "remoteIpDetails");
  const key = at(detail, "resource", "accessKeyDetails");
  const database = at(detail, "resource", "rdsDbUserDetails");
  return known({
    ip: at(remote, "ipAddressV4") ?? at(remote, "ipAddressV6"),
    user: at(key, "userName") ?? at(database, "user"),
    userId: identityOf(key, at(detail, "accountId")),
    accessKey: at(key, "accessKeyId"),
    at: at(detail, "service", "eventLastSeen") ?? at(detail, "updatedAt"),
    previousAt: at(detail, "service", "eventFirstSeen"),
    agent: at(action, "userAgent"),
    application: at(action, "serviceName") ?? at(database, "application"),
    operation: at(action, "api"),
    host:
      at(detail, "resource", "instanceDetails", "instanceId") ??
      at(detail, "resource", "rdsDbInstanceDetails", "dbInstanceIdentifier"),
    attempts: at(detail, "service", "count"),
  });
}

/** An ARN where GuardDuty says enough for one: the name of a role is no name of a user. */
function identityOf(key: unknown, account: unknown): unknown {
  const [type, name, principal] = [at(key, "userType"), at(key, "userName"), at(key, "principalId")];
  if (type === "Root") return `arn:aws:iam::${account}:root`;
  const session = typeof principal === "string" ? principal.split(":")[1] : undefined;
  if (type === "AssumedRole" && session !== undefined) return `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  return principal;
}

/** GuardDuty's bands; what is no number of theirs stays as it is, for the schema to judge. */
function severityOf(value: unknown): unknown {
  if (typeof value !== "number" || !(value >= 1 && value <= 10)) return value;
  if (value >= 9) return "critical";
  if (value >= 7) return "high";
  return value >= 4 ? "medium" : "low";
}
