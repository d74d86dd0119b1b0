// A Detection Finding (class 2004) of the Open Cybersecurity Schema Framework.
// https://schema.ocsf.io/classes/detection_finding
import { type Facts, known } from "./facts.ts";
import { at, type Draft, type Fields, listOf, severityBy, timeOf } from "./source.ts";

const detectionFinding = 2004;

export const isOcsf = (finding: Fields): boolean => finding.class_uid === detectionFinding;

const severityOf = severityBy({
  // Unknown and other are not harmless: somebody has to look.
  0: "medium",
  1: "informational",
  2: "low",
  3: "medium",
  4: "high",
  5: "critical",
  6: "critical",
  99: "medium",
});

/** Activity 3 closes it; its status says suppressed, resolved, archived or deleted. */
const isClosed = (finding: Fields): boolean =>
  finding.activity_id === 3 || [3, 4, 5, 6].includes(Number(finding.status_id));

export function ocsfDraft(finding: Fields): Draft {
  const info = finding.finding_info;
  const time = timeOf(finding.time);
  const attacks = [...listOf(at(info, "attacks")), ...listOf(finding.attacks)];
  return {
    envelope: {
      id: at(info, "uid"),
      version: versionOf(at(info, "modified_time") ?? at(info, "modified_time_dt") ?? finding.time),
      title: at(info, "title") ?? finding.message ?? at(info, "analytic", "name"),
      description: at(info, "desc") ?? finding.message,
      severity: severityOf(finding.severity_id),
      detectedAt: time,
      firstSeen: timeOf(at(info, "first_seen_time_dt") ?? at(info, "first_seen_time") ?? finding.start_time),
      lastSeen: timeOf(at(info, "last_seen_time_dt") ?? at(info, "last_seen_time") ?? finding.end_time),
      source: publisherOf(at(finding, "metadata", "product", "name")),
      account: accountOf(at(finding, "cloud", "account", "uid")),
      region: at(finding, "cloud", "region"),
      resources: listOf(finding.resources).map((resource) => at(resource, "uid") ?? at(resource, "name")),
    },
    rules: [
      at(info, "analytic", "uid"),
      at(info, "analytic", "name"),
      ...listOf(at(info, "types")),
      ...attacks.flatMap((attack) => [
        at(attack, "technique", "uid"),
        at(attack, "sub_technique", "uid"),
        at(attack, "tactic", "uid"),
      ]),
    ],
    tags: [...listOf(at(finding, "metadata", "labels")), ...listOf(at(info, "types"))],
    facts: factsOf(finding),
    closed: isClosed(finding),
  };
}

const versionOf = (time: unknown): unknown => (typeof time === "number" ? String(time) : time);

/** By the name of the product: `Amazon Inspector` is `amazon-inspector`. */
function publisherOf(name: unknown): string {
  const words =
    typeof name === "string"
      ? name
          .toLowerCase()
          .slice(0, 200)
          .replace(/[^a-z0-9]+/g, "-")
      : "";
  return words.replace(/^-|-$/g, "").slice(0, 80) || "ocsf";
}

/** Other clouds' accounts are no accounts of ours to act in. */
const accountOf = (value: unknown): unknown => (/^\d{12}$/.test(String(value)) ? value : null);

/** Types of observables, by number. */
const observable = { host: 1, ip: 2, user: 4, email: 5, url: 6, agent: 16 } as const;

function factsOf(finding: Fields): Facts {
  const evidences = listOf(finding.evidences);
  const first = (...path: string[]): unknown =>
    evidences.map((one) => at(one, ...path)).find((value) => value !== undefined && value !== null);
  const observed = (type: number): unknown =>
    listOf(finding.observables)
      .filter((one) => at(one, "type_id") === type)
      .map((one) => at(one, "value"))[0];
  const user = first("actor", "user") ?? first("user");
  const certificate = first("tls", "certificate") ?? first("certificate");
  const outcome = first("status_id") ?? first("api", "response", "code");
  return known({
    ip: first("src_endpoint", "ip") ?? observed(observable.ip),
    user: at(user, "name") ?? observed(observable.user),
    email: at(user, "email_addr") ?? observed(observable.email),
    userId: at(user, "uid"),
    accessKey: at(user, "credential_uid"),
    at: timeOf(finding.end_time ?? finding.time),
    previousAt: timeOf(finding.start_time),
    agent: first("http_request", "user_agent") ?? observed(observable.agent),
    application: first("api", "service", "name"),
    operation: first("api", "operation"),
    host: first("url", "hostname") ?? first("dst_endpoint", "hostname") ?? observed(observable.host),
    url: first("url", "url_string") ?? observed(observable.url),
    method: first("http_request", "http_method"),
    payload: first("http_request", "args"),
    attempts: at(finding, "count"),
    succeeded: outcome === 1,
    // Disposition 2 is blocked, 1 is allowed.
    blocked: { 1: false, 2: true }[Number(finding.disposition_id)],
    secret: first("api", "request", "data", "secretId"),
    names: [at(certificate, "subject"), ...listOf(at(certificate, "sans")).map((san) => at(san, "name") ?? san)],
    issuer: at(certificate, "issuer"),
    serial: at(certificate, "serial_number"),
  });
}
