// What the reputation sources hold about single addresses. An address that is not named here has no reports anywhere,
// which is what the sources say of most of the internet.

export interface AbuseReport {
  readonly minutesAgo: number;
  readonly comment: string;
  /** AbuseIPDB's category numbers: 18 brute force, 22 SSH, 15 hacking, 14 port scan, 21 web app attack. */
  readonly categories: readonly number[];
  readonly reporter: number;
  readonly reporterCountry: string;
}

export interface Reputation {
  readonly ip: string;
  /** AbuseIPDB's confidence, 0 to 100. */
  readonly abuseScore: number;
  readonly reports: number;
  readonly reporters: number;
  readonly whitelisted: boolean;
  readonly latest: readonly AbuseReport[];
  /** VirusTotal's engines by category; the rest of them saw nothing. */
  readonly malicious: number;
  readonly suspicious: number;
  readonly votes: { readonly harmless: number; readonly malicious: number };
  readonly tags: readonly string[];
}

export const reputations: readonly Reputation[] = [
  {
    ip: "203.0.113.7",
    abuseScore: 98,
    reports: 412,
    reporters: 87,
    whitelisted: false,
    latest: [
      {
        minutesAgo: 95,
        comment: "Password spray against single sign-on portal",
        categories: [18, 15],
        reporter: 61_201,
        reporterCountry: "DE",
      },
      {
        minutesAgo: 310,
        comment: "sshd: 214 failed logins for root",
        categories: [18, 22],
        reporter: 40_077,
        reporterCountry: "US",
      },
      {
        minutesAgo: 1_870,
        comment: "Credential stuffing <b>POST /login</b>\nUser-Agent: python-requests/2.32",
        categories: [21, 18],
        reporter: 9_932,
        reporterCountry: "FR",
      },
    ],
    malicious: 9,
    suspicious: 2,
    votes: { harmless: 0, malicious: 14 },
    tags: [],
  },
  {
    ip: "203.0.113.66",
    abuseScore: 100,
    reports: 2_309,
    reporters: 501,
    whitelisted: false,
    latest: [
      { minutesAgo: 12, comment: "Tor exit, web attack", categories: [21], reporter: 77, reporterCountry: "NL" },
    ],
    malicious: 12,
    suspicious: 3,
    votes: { harmless: 1, malicious: 32 },
    tags: ["tor"],
  },
  {
    ip: "192.0.2.44",
    abuseScore: 0,
    reports: 0,
    reporters: 0,
    whitelisted: false,
    latest: [],
    malicious: 0,
    suspicious: 0,
    votes: { harmless: 3, malicious: 0 },
    tags: ["vpn"],
  },
  {
    ip: "198.51.100.20",
    abuseScore: 0,
    reports: 0,
    reporters: 0,
    whitelisted: true,
    latest: [],
    malicious: 0,
    suspicious: 0,
    votes: { harmless: 1, malicious: 0 },
    tags: [],
  },
];
