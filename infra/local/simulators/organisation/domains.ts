// What the world knows of domains, files and certificates in the stories. Everything else is registered by nobody and was
// never seen.

export interface Domain {
  readonly name: string;
  readonly registrar: string;
  readonly registeredDaysAgo: number;
  readonly expiresInDays: number;
  readonly abuseEmail: string;
  readonly statuses: readonly string[];
  readonly nameservers: readonly string[];
  /** VirusTotal's engines by category. */
  readonly malicious: number;
  readonly suspicious: number;
  readonly tags: readonly string[];
  /** CAA records as they stand in the zone. */
  readonly caa: readonly string[];
}

export const domains: readonly Domain[] = [
  {
    name: "example.com",
    registrar: "Old Harbour Registrar, Lda",
    registeredDaysAgo: 4_100,
    expiresInDays: 310,
    abuseEmail: "abuse@old-harbour.example",
    statuses: ["client transfer prohibited", "client delete prohibited"],
    nameservers: ["ns1.example.com", "ns2.example.com"],
    malicious: 0,
    suspicious: 0,
    tags: [],
    caa: ['0 issue "amazon.com"', '0 issue "amazontrust.com"', '0 iodef "mailto:security@example.com"'],
  },
  {
    name: "examp1e-login.com",
    registrar: "Quick Names LLC",
    registeredDaysAgo: 3,
    expiresInDays: 362,
    abuseEmail: "abuse@quick-names.example",
    statuses: ["client transfer prohibited"],
    nameservers: ["ns1.lioncity-vps.example", "ns2.lioncity-vps.example"],
    malicious: 6,
    suspicious: 2,
    tags: ["newly-registered"],
    caa: [],
  },
  {
    name: "lioncity-vps.example",
    registrar: "Quick Names LLC",
    registeredDaysAgo: 1_900,
    expiresInDays: 120,
    abuseEmail: "abuse@quick-names.example",
    statuses: ["active"],
    nameservers: ["ns1.lioncity-vps.example", "ns2.lioncity-vps.example"],
    malicious: 1,
    suspicious: 1,
    tags: [],
    caa: [],
  },
];

export interface Certificate {
  readonly id: number;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly serial: string;
  readonly minutesAgo: number;
  readonly days: number;
}

/** As the logs show them. The last one to be logged is of an authority that example.com does not let issue. */
export const certificates: readonly Certificate[] = [
  {
    id: 17_777_777_777,
    issuer: "C=US, O=Let's Encrypt, CN=E7",
    names: ["payments.example.com"],
    serial: "04a1f30c2277b19d5e60cc1f8e2d4433a1b7",
    minutesAgo: 55,
    days: 90,
  },
  {
    id: 17_333_000_412,
    issuer: "C=US, O=Amazon, CN=Amazon RSA 2048 M02",
    names: ["example.com", "*.example.com"],
    serial: "0b9f4c771d02e5aa83d10f6c5e4b9a21",
    minutesAgo: 40 * 1_440,
    days: 395,
  },
  {
    id: 16_900_118_350,
    issuer: "C=US, O=Amazon, CN=Amazon RSA 2048 M02",
    names: ["payments.example.com", "api.example.com"],
    serial: "07cc21d9e5f0b4438a6fe1027755d310",
    minutesAgo: 71 * 1_440,
    days: 395,
  },
];

export interface KnownFile {
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly name: string;
  readonly kind: string;
  readonly size: number;
  readonly malicious: number;
  readonly threat: string;
  readonly firstSeenDaysAgo: number;
}

/** The harmless file that every engine is asked to call malicious, so that tests hurt nobody. */
export const files: readonly KnownFile[] = [
  {
    md5: "44d88612fea8a8f36de82e1278abb02f",
    sha1: "3395856ce81f2b7382dee72602f798b642f14140",
    sha256: "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
    name: "eicar.com",
    kind: "EICAR virus test files",
    size: 68,
    malicious: 61,
    threat: "virus.eicar/test",
    firstSeenDaysAgo: 7_000,
  },
];
