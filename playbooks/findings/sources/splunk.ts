// Splunk's alert action "webhook", by whatever bridge it comes to the topic. It has the first row of the result only.
// https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks
import { factsByName } from "./by-name.ts";
import { at, isFields, listOf, type Source, severityBy, timeOf } from "./source.ts";

/** Enterprise Security's urgencies, and what searches write into `severity`; nothing said is no reason to be calm. */
const severityOf = severityBy({
  informational: "informational",
  info: "informational",
  1: "informational",
  low: "low",
  2: "low",
  medium: "medium",
  unknown: "medium",
  3: "medium",
  high: "high",
  4: "high",
  critical: "critical",
  5: "critical",
});

export const splunk: Source = {
  name: "splunk",
  recognises: (message) =>
    Object.hasOwn(message, "search_name") && Object.hasOwn(message, "sid") && isFields(message.result),
  read: (message) => {
    const { search_name, sid, result } = message;
    const time = timeOf(at(result, "_time")) ?? timeOf(at(result, "_indextime")) ?? ranAt(sid);
    return [
      {
        draft: {
          envelope: {
            id: at(result, "event_id") ?? sid,
            version: "1",
            title: at(result, "rule_title") ?? search_name,
            description: at(result, "rule_description") ?? at(result, "description"),
            severity: severityOf(at(result, "urgency") ?? at(result, "severity") ?? "unknown"),
            detectedAt: ranAt(sid) ?? time,
            firstSeen: timeOf(at(result, "firstTime") ?? at(result, "first_time")) ?? time,
            lastSeen: timeOf(at(result, "lastTime") ?? at(result, "last_time")) ?? time,
            source: "splunk",
            account: accountOf(
              at(result, "account_id") ?? at(result, "vendor_account") ?? at(result, "aws_account_id"),
            ),
            region: at(result, "vendor_region") ?? at(result, "awsRegion") ?? at(result, "region"),
            resources: listOf(at(result, "resource") ?? at(result, "dest_arn")),
          },
          rules: [search_name, at(result, "savedsearch_name"), ...listOf(at(result, "annotations.mitre_attack"))],
          tags: [...listOf(at(result, "tag")), message.app],
          facts: factsByName(result),
          closed: false,
        },
      },
    ];
  },
};

/** When the search ran, out of its id: `scheduler__admin__search__RMD5ab_at_1795340000_12`, or `1795340000.7`. */
function ranAt(sid: unknown): unknown {
  const seconds = /(?:_at_|^)(\d{10})(?:[._]|$)/.exec(typeof sid === "string" ? sid.slice(0, 500) : "")?.[1];
  return seconds === undefined ? undefined : timeOf(seconds);
}

const accountOf = (value: unknown): unknown => (/^\d{12}$/.test(String(value)) ? value : null);
