// https://docs.virustotal.com/reference/ip-info
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
