// OpenSearch alerting, with a message template that writes JSON: `{ "monitor": …, "trigger": …, "severity": "1", … }`, the
// names that `ctx` has, and under `results` what the monitor's query found.
// https://opensearch.org/docs/latest/observing-your-data/alerting/triggers/
import { factsByName } from "./by-name.ts";
import { at, isFields, listOf, type Source, severityBy, textsOf, timeOf } from "./source.ts";

/** A trigger's severity is 1, the highest, to 5. */
const severityOf = severityBy({ 1: "critical", 2: "high", 3: "medium", 4: "low", 5: "informational" });

/** `ctx.monitor` whole, or its name alone. */
const part = (value: unknown, name: string): unknown => (isFields(value) ? at(value, name) : undefined);
const nameOf = (value: unknown): unknown => (isFields(value) ? at(value, "name") : value);

export const opensearch: Source = {
  name: "opensearch",
  recognises: (message) => Object.hasOwn(message, "monitor") && Object.hasOwn(message, "trigger"),
  read: (message) => {
    const { monitor, trigger, periodStart, periodEnd } = message;
    const alert = listOf(message.alert ?? at(message, "alerts", 0))[0];
    const rule = part(monitor, "id") ?? part(monitor, "_id") ?? message.monitorId ?? nameOf(monitor);
    const end = timeOf(periodEnd);
    return [
      {
        draft: {
          envelope: {
            // One alert a trigger and period, where the template leaves the alert's own id out.
            id: part(alert, "id") ?? message.alertId ?? `${textsOf([rule, nameOf(trigger), end]).join("/")}`,
            version: "1",
            title: textsOf([nameOf(monitor), nameOf(trigger)]).join(": "),
            description: message.message ?? message.description,
            severity: severityOf(message.severity ?? part(trigger, "severity")),
            detectedAt: end,
            firstSeen: timeOf(periodStart),
            lastSeen: end,
            source: "opensearch",
            account: message.account,
            region: message.region,
            resources: [],
          },
          rules: [rule, nameOf(monitor), nameOf(trigger)],
          tags: listOf(message.tags),
          facts: factsByName(hitOf(message)),
          closed: at(alert, "state") === "COMPLETED",
        },
      },
    ];
  },
};

/** The first thing that the monitor found, however the template shows it. */
const hitOf = (message: Readonly<Record<string, unknown>>): unknown => {
  const hit = at(message, "results", 0, "hits", "hits", 0) ?? message.hit ?? at(message, "sample_documents", 0);
  const document = at(hit, "_source") ?? hit;
  const bucket = at(message, "bucketKeys") ?? at(message, "bucket");
  return { ...(isFields(bucket) ? bucket : {}), ...(isFields(document) ? document : {}) };
};
