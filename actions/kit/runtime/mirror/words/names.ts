// Ids, field names and times in words for people.

const spelling: Readonly<Record<string, string>> = {
  abuseipdb: "AbuseIPDB",
  virustotal: "VirusTotal",
  greynoise: "GreyNoise",
  whois: "WHOIS",
  siem: "SIEM",
  iam: "IAM",
  ip: "IP",
  ips: "IPs",
  asn: "ASN",
  url: "URL",
  id: "ID",
  arn: "ARN",
  aws: "AWS",
  mfa: "MFA",
  vpn: "VPN",
  dns: "DNS",
  waf: "WAF",
  isp: "ISP",
  rdap: "RDAP",
  jira: "Jira",
  okta: "Okta",
};

const sentence = (words: readonly string[]): string => {
  const spelled = words.map((word) => spelling[word.toLowerCase()] ?? word.toLowerCase());
  const [first = "", ...rest] = spelled;
  return [spelling[(words[0] ?? "").toLowerCase()] ? first : capital(first), ...rest].join(" ");
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `recent-logins` → `Recent logins`, `known-ip` → `Known IP`. */
export const stepInWords = (step: string): string => sentence(step.split("-").filter(Boolean));

/** `lastSeenAt` → `Last seen at`. */
export const fieldInWords = (field: string): string =>
  sentence(
    field
      .replace(/([a-z\d])([A-Z])/g, "$1 $2")
      .split(/[\s_-]+/)
      .filter(Boolean),
  );

/** `siem.logins-of` → `SIEM, logins of`. */
export function actionInWords(action: string): string {
  const [system = "", verbNoun = ""] = action.split(".", 2);
  const verb = stepInWords(verbNoun);
  return `${stepInWords(system)}, ${spelling[verbNoun.split("-")[0] ?? ""] ? verb : verb.charAt(0).toLowerCase() + verb.slice(1)}`;
}

/** `2026-11-22T10:00:00.000Z` → `2026-11-22 10:00:00 UTC`; another zone keeps its offset. */
export const timeInWords = (at: string): string => at.replace("T", " ").replace(/\.\d+/, "").replace(/Z$/, " UTC");

/** `5400` → `1 h 30 min`. */
export function secondsInWords(total: number): string {
  const seconds = Math.max(0, Math.round(total));
  const parts = [
    [Math.floor(seconds / 3_600), "h"],
    [Math.floor((seconds % 3_600) / 60), "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.join(" ") || "under a second";
}
