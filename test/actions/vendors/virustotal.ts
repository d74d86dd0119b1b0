// https://docs.virustotal.com/reference/ip-info

import { handler as checkDomain } from "../../../actions/virustotal/check-domain/handler.ts";
import { handler as checkFile } from "../../../actions/virustotal/check-file/handler.ts";
import { handler } from "../../../actions/virustotal/check-ip/handler.ts";
import type { Speech } from "./speech.ts";

const problem = (status: number, code: string, message: string) => ({ status, body: { error: { code, message } } });

export const virustotal: Speech = {
  action: "virustotal.check-ip",
  handler,
  input: { ip: "8.8.8.8" },
  says: ({ path, headers }) => {
    if (headers["x-apikey"] !== "vt-key-90ab12cd34ef") return virustotal.unauthorised;
    if (path !== "/api/v3/ip_addresses/8.8.8.8") return problem(404, "NotFoundError", "not found");
    return {
      body: {
        data: {
          id: "8.8.8.8",
          type: "ip_address",
          links: { self: "https://www.virustotal.com/api/v3/ip_addresses/8.8.8.8" },
          attributes: {
            last_analysis_stats: { harmless: 62, malicious: 1, suspicious: 0, undetected: 31, timeout: 0 },
            last_analysis_date: 1_795_340_000,
            reputation: 527,
            total_votes: { harmless: 200, malicious: 30 },
            as_owner: "GOOGLE",
            asn: 15_169,
            network: "8.8.8.0/24",
            country: "US",
            continent: "NA",
            tags: ["suspicious-udp"],
          },
        },
      },
    };
  },
  output: {
    seen: true,
    malicious: 1,
    suspicious: 0,
    harmless: 62,
    undetected: 31,
    reputation: 527,
    owner: "GOOGLE",
    autonomousSystem: 15_169,
    network: "8.8.8.0/24",
    country: "US",
    analysedAt: new Date(1_795_340_000_000).toISOString(),
    tags: ["suspicious-udp"],
  },
  notFound: {
    says: () => problem(404, "NotFoundError", "not found"),
    output: {
      seen: false,
      malicious: 0,
      suspicious: 0,
      harmless: 0,
      undetected: 0,
      reputation: 0,
      owner: null,
      autonomousSystem: null,
      network: null,
      country: null,
      analysedAt: null,
      tags: [],
    },
  },
  unauthorised: problem(401, "WrongCredentialsError", "Wrong API key"),
  rateLimited: problem(429, "QuotaExceededError", "Quota exceeded"),
  limitedAs: "RateLimited",
  broken: problem(503, "TransientError", "Transient server error, retry might work"),
  otherShape: { body: { data: { attributes: { last_analysis_stats: { malicious: "no" } } } } },
};

const { says: _says, output: _output, ...common } = virustotal;
const unjudged = {
  seen: false,
  malicious: 0,
  suspicious: 0,
  harmless: 0,
  undetected: 0,
  reputation: 0,
  analysedAt: null,
  tags: [],
};
const stats = { harmless: 58, malicious: 6, suspicious: 1, undetected: 27, timeout: 0 };
const judged = {
  seen: true,
  malicious: 6,
  suspicious: 1,
  harmless: 58,
  undetected: 27,
  reputation: -3,
  analysedAt: new Date(1_795_340_000_000).toISOString(),
};

const reported =
  (path: string, attributes: object): Speech["says"] =>
  (asked) => {
    if (asked.headers["x-apikey"] !== "vt-key-90ab12cd34ef") return virustotal.unauthorised;
    if (asked.path !== path) return problem(404, "NotFoundError", "not found");
    const analysis = { last_analysis_stats: stats, last_analysis_date: 1_795_340_000, reputation: -3 };
    return { body: { data: { id: "x", type: "y", attributes: { ...analysis, ...attributes } } } };
  };

export const virustotalDomain: Speech = {
  ...common,
  action: "virustotal.check-domain",
  handler: checkDomain,
  input: { domain: "Examp1e-Login.com." },
  says: reported("/api/v3/domains/examp1e-login.com", {
    registrar: "Example Registrar LLC",
    creation_date: 1_795_000_000,
    tags: ["newly-registered"],
  }),
  output: {
    ...judged,
    tags: ["newly-registered"],
    registrar: "Example Registrar LLC",
    createdAt: new Date(1_795_000_000_000).toISOString(),
  },
  notFound: {
    says: () => problem(404, "NotFoundError", "not found"),
    output: { ...unjudged, registrar: null, createdAt: null },
  },
};

const sha256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";

export const virustotalFile: Speech = {
  ...common,
  action: "virustotal.check-file",
  handler: checkFile,
  input: { hash: "44D88612FEA8A8F36DE82E1278ABB02F" },
  says: reported("/api/v3/files/44d88612fea8a8f36de82e1278abb02f", {
    sha256,
    meaningful_name: "invoice.exe",
    type_description: "Win32 EXE",
    size: 412_160,
    first_submission_date: 1_795_000_000,
    popular_threat_classification: { suggested_threat_label: "trojan.loader/example" },
  }),
  output: {
    ...judged,
    tags: [],
    sha256,
    name: "invoice.exe",
    kind: "Win32 EXE",
    size: 412_160,
    firstSeenAt: new Date(1_795_000_000_000).toISOString(),
    threat: "trojan.loader/example",
  },
  notFound: {
    says: () => problem(404, "NotFoundError", "not found"),
    output: { ...unjudged, sha256: null, name: null, kind: null, size: null, firstSeenAt: null, threat: null },
  },
};
