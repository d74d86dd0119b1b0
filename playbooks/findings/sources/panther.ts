// Panther's alerts as its SNS destination sends them: what the rule put into the context is the customer's own.
// https://docs.panther.com/alerts/destinations/sns
import { factsByName } from "./by-name.ts";
import { at, listOf, type Source, severityBy, timeOf } from "./source.ts";

const severityOf = severityBy({
  info: "informational",
  low: "low",
  medium: "medium",
  high: "high",
  critical: "critical",
});

export const panther: Source = {
  name: "panther",
  recognises: (message) => Object.hasOwn(message, "alertContext") && Object.hasOwn(message, "alertId"),
  read: (message) => {
    const { id, alertId, alertContext } = message;
    const created = timeOf(message.createdAt);
    return [
      {
        draft: {
          envelope: {
            id: alertId,
            version: "1",
            title: message.title ?? message.name,
            description: message.description,
            severity: severityOf(message.severity),
            detectedAt: created,
            firstSeen: created,
            lastSeen: created,
            source: "panther",
            account: accountOf(at(alertContext, "recipientAccountId") ?? at(alertContext, "accountId")),
            region: at(alertContext, "awsRegion"),
            resources: listOf(at(alertContext, "p_any_aws_arns")),
          },
          rules: [id, message.name],
          tags: listOf(message.tags),
          facts: factsByName(alertContext),
          closed: false,
        },
      },
    ];
  },
};

const accountOf = (value: unknown): unknown => (/^\d{12}$/.test(String(value)) ? value : null);
