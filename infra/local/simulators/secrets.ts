// The credentials of the simulated vendors, by the name that actions declare. They open nothing but the simulators, which
// check them as strictly as the vendors do.

/** Secret name (as in `secret("abuseipdb/api-key")`) → value. Seed the local secrets store with exactly these. */
export const simulatedSecrets = {
  "abuseipdb/api-key": "simulated-abuseipdb-key",
  "certificates/cert-spotter-key": "simulated-cert-spotter-key",
  "greynoise/api-key": "simulated-greynoise-key",
  "virustotal/api-key": "simulated-virustotal-key",
  "geo/maxmind-account": "100001",
  "geo/maxmind-licence-key": "simulated-maxmind-licence-key",
  "siem/splunk-token": "simulated-splunk-token",
  "siem/elastic-api-key": "c2ltdWxhdGVkOmVsYXN0aWMta2V5",
  "siem/opensearch-user": "simulated-opensearch-user",
  "siem/opensearch-password": "simulated-opensearch-password",
} as const satisfies Readonly<Record<string, string>>;

export type SimulatedSecret = keyof typeof simulatedSecrets;
