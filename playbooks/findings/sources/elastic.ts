// Elastic Security's alerts: the body that the connector's template makes, `{ rule: {…}, alerts: [{…}] }`, or the alert
// documents themselves, their names nested or dotted. https://www.elastic.co/guide/en/security/current/alert-schema.html
import { factsByName } from "./by-name.ts";
import { at, type Draft, type Fields, isFields, listOf, type Source, severityBy, timeOf } from "./source.ts";

const severityOf = severityBy({ low: "low", medium: "medium", high: "high", critical: "critical" });

/** A field of the alert, whose name is dotted in documents and nested in templates. */
const field = (alert: unknown, name: string): unknown =>
  at(alert, `kibana.alert.${name}`) ??
  at(alert, "kibana", "alert", ...name.split(".")) ??
  at(alert, "kibana.alert", ...name.split("."));

const isAlert = (value: unknown): value is Fields => isFields(value) && field(value, "uuid") !== undefined;

const listed = ({ alerts }: Fields): readonly unknown[] =>
  Array.isArray(alerts) ? alerts : listOf(at(alerts, "new", "data"));

const documentOf = (value: unknown): unknown => (isFields(at(value, "_source")) ? at(value, "_source") : value);

export const elastic: Source = {
  name: "elastic",
  recognises: (message) =>
    isAlert(documentOf(message)) || (isFields(message.rule) && listed(message).some((one) => isAlert(documentOf(one)))),
  read: (message) =>
    isAlert(documentOf(message))
      ? [{ draft: draftOf(documentOf(message), {}) }]
      : listed(message).map((alert) => ({ draft: draftOf(documentOf(alert), message.rule) })),
};

function draftOf(alert: unknown, rule: unknown): Draft {
  const time = timeOf(at(alert, "@timestamp") ?? field(alert, "start"));
  const name = field(alert, "rule.name") ?? at(rule, "name");
  return {
    envelope: {
      id: field(alert, "uuid"),
      version: "1",
      title: name,
      description: field(alert, "reason") ?? field(alert, "rule.description"),
      severity: severityOf(field(alert, "severity")) ?? byScore(field(alert, "risk_score")),
      detectedAt: time,
      firstSeen: timeOf(field(alert, "start") ?? field(alert, "original_time")),
      lastSeen: timeOf(field(alert, "last_detected") ?? field(alert, "original_time")),
      source: "elastic",
      account: at(alert, "cloud", "account", "id") ?? at(alert, "cloud.account.id"),
      region: at(alert, "cloud", "region") ?? at(alert, "cloud.region"),
      resources: listOf(at(alert, "host", "name") ?? at(alert, "host.name")),
    },
    rules: [
      field(alert, "rule.rule_id"),
      field(alert, "rule.uuid") ?? at(rule, "id"),
      name,
      ...listOf(field(alert, "rule.threat") ?? field(alert, "rule.parameters.threat")).flatMap(techniques),
    ],
    tags: [...listOf(field(alert, "rule.tags")), ...listOf(at(alert, "tags"))],
    facts: factsByName(alert),
    closed: field(alert, "workflow_status") === "closed",
  };
}

const techniques = (threat: unknown): unknown[] => [
  at(threat, "tactic", "id"),
  ...listOf(at(threat, "technique")).map((technique) => at(technique, "id")),
];

/** Elastic's own bands: 0–21 low, to 47 medium, to 73 high. */
function byScore(score: unknown): unknown {
  if (typeof score !== "number" || !(score >= 0 && score <= 100)) return score;
  if (score > 73) return "critical";
  if (score > 47) return "high";
  return score > 21 ? "medium" : "low";
}
