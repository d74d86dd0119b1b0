// One finding in the AWS Security Finding Format, as Security Hub holds it.
// https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
import { type Facts, known } from "./facts.ts";
import { at, type Draft, type Fields, listOf, severityBy, textsOf } from "./source.ts";

export const isAsff = (finding: Fields): boolean =>
  Object.hasOwn(finding, "ProductArn") && Object.hasOwn(finding, "GeneratorId");

export const asffDraft = (finding: Fields): Draft => ({
  envelope: {
    // An id is unique for its product only.
    id: idOf(finding),
    version: finding.UpdatedAt,
    title: finding.Title,
    description: finding.Description,
    severity: severityOf(finding.Severity),
    detectedAt: finding.UpdatedAt ?? finding.CreatedAt,
    firstSeen: finding.FirstObservedAt ?? finding.CreatedAt,
    lastSeen: finding.LastObservedAt ?? finding.UpdatedAt,
    source: "security-hub",
    account: finding.AwsAccountId,
    region: finding.Region,
    resources: listOf(finding.Resources).map((resource) => at(resource, "Id")),
  },
  rules: [finding.GeneratorId, ...listOf(finding.Types), at(finding, "Compliance", "SecurityControlId")],
  tags: [finding.ProductName, ...listOf(finding.Types)],
  facts: factsOf(finding),
  closed:
    finding.RecordState === "ARCHIVED" ||
    ["RESOLVED", "SUPPRESSED"].includes(String(at(finding, "Workflow", "Status"))) ||
    at(finding, "Compliance", "Status") === "PASSED",
});

function idOf({ ProductArn, Id }: Fields): unknown {
  if (typeof Id !== "string" || typeof ProductArn !== "string") return Id;
  const long = Id.startsWith("arn:") ? Id : `${ProductArn}#${Id}`;
  // The end tells findings apart, the beginning is the same for all of an account.
  return long.length > 300 ? long.slice(-300) : long;
}

const byLabel = severityBy({
  informational: "informational",
  low: "low",
  medium: "medium",
  high: "high",
  critical: "critical",
});

function severityOf(severity: unknown): unknown {
  const label = at(severity, "Label");
  if (label !== undefined) return byLabel(label);
  const normalized = at(severity, "Normalized");
  if (typeof normalized !== "number" || !(normalized >= 0 && normalized <= 100)) return normalized;
  if (normalized >= 90) return "critical";
  if (normalized >= 70) return "high";
  if (normalized >= 40) return "medium";
  return normalized >= 1 ? "low" : "informational";
}

function factsOf(finding: Fields): Facts {
  const details = listOf(finding.Resources).map((resource) => at(resource, "Details"));
  const [key] = details.flatMap((detail) => listOf(at(detail, "AwsIamAccessKey")));
  const [user] = details.flatMap((detail) => listOf(at(detail, "AwsIamUser")));
  const [certificate] = details.flatMap((detail) => listOf(at(detail, "AwsCertificateManagerCertificate")));
  const [action] = listOf(finding.Action).flatMap((one) =>
    ["AwsApiCallAction", "NetworkConnectionAction"].flatMap((name) => listOf(at(one, name))),
  );
  const [probe] = listOf(at(finding, "Action", "PortProbeAction", "PortProbeDetails"));
  const idOfType = (type: string) =>
    listOf(finding.Resources)
      .filter((resource) => at(resource, "Type") === type)
      .map((resource) => at(resource, "Id"))[0];
  return known({
    ip:
      at(action, "RemoteIpDetails", "IpAddressV4") ??
      at(probe, "RemoteIpDetails", "IpAddressV4") ??
      at(finding, "Network", "SourceIpV4") ??
      at(finding, "Network", "SourceIpV6"),
    user: at(key, "UserName") ?? at(key, "PrincipalName") ?? at(user, "UserName"),
    userId: idOfType("AwsIamUser") ?? at(key, "PrincipalId"),
    accessKey: at(key, "AccessKeyId"),
    at: finding.LastObservedAt ?? finding.UpdatedAt,
    previousAt: finding.FirstObservedAt,
    application: at(action, "ServiceName"),
    operation: at(action, "Api"),
    host: idOfType("AwsEc2Instance"),
    succeeded: listOf(finding.Types).some((type) => /Successful/.test(String(type))),
    secret: idOfType("AwsSecretsManagerSecret"),
    certificate: idOfType("AwsCertificateManagerCertificate"),
    names: textsOf([at(certificate, "DomainName"), ...listOf(at(certificate, "SubjectAlternativeNames"))]),
    issuer: at(certificate, "Issuer"),
    serial: at(certificate, "Serial"),
  });
}
