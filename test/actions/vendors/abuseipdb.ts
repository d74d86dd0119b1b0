// https://docs.abuseipdb.com/#check-endpoint
import { handler } from "../../../actions/abuseipdb/check-ip/handler.ts";
import type { Speech } from "./speech.ts";

const problem = (status: number, detail: string) => ({ status, body: { errors: [{ detail, status }] } });

export const abuseipdb: Speech = {
  action: "abuseipdb.check-ip",
  handler,
  input: { ip: "118.25.6.39", maxAge: 7_776_000 },
  says: ({ path, query, headers }) => {
    if (path !== "/api/v2/check" || headers.accept !== "application/json") return { status: 404 };
    if (headers.key !== "abuse-key-5d1f0c9a77") return abuseipdb.unauthorised;
    if (query.get("ipAddress") !== "118.25.6.39" || query.get("maxAgeInDays") !== "90") {
      return problem(
        422,
        "The ip address must be a valid IPv4 or IPv6 address (e.g. 8.8.8.8 or 2001:4860:4860::8888).",
      );
    }
    return {
      body: {
        data: {
          ipAddress: "118.25.6.39",
          isPublic: true,
          ipVersion: 4,
          isWhitelisted: null,
          abuseConfidenceScore: 100,
          countryCode: "CN",
          usageType: "Data Center/Web Hosting/Transit",
          isp: "Tencent Cloud Computing (Beijing) Co. Ltd",
          domain: "tencent.com",
          hostnames: [],
          isTor: false,
          totalReports: 1,
          numDistinctUsers: 1,
          lastReportedAt: "2018-12-20T20:55:14+00:00",
        },
      },
    };
  },
  output: {
    score: 100,
    reports: 1,
    reporters: 1,
    lastReportedAt: "2018-12-20T20:55:14.000Z",
    country: "CN",
    usage: "Data Center/Web Hosting/Transit",
    provider: "Tencent Cloud Computing (Beijing) Co. Ltd",
    domain: "tencent.com",
    tor: false,
    allowListed: false,
  },
  // It knows every address; one that nobody reported has a score of 0.
  notFound: {
    says: () => ({
      body: { data: { ipAddress: "118.25.6.39", abuseConfidenceScore: 0, totalReports: 0, numDistinctUsers: 0 } },
    }),
    output: {
      score: 0,
      reports: 0,
      reporters: 0,
      lastReportedAt: null,
      country: null,
      usage: null,
      provider: null,
      domain: null,
      tor: false,
      allowListed: false,
    },
  },
  unauthorised: problem(
    401,
    "Authentication failed. Your API key is either missing, incorrect, or revoked. Note: The APIv2 key differs from the APIv1 key.",
  ),
  rateLimited: {
    ...problem(
      429,
      "Daily rate limit of 1000 requests exceeded for this endpoint. See headers for additional details.",
    ),
    headers: { "retry-after": "29241", "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0" },
  },
  limitedAs: "QuotaExhausted",
  broken: { status: 500, body: { message: "Server Error" } },
  otherShape: { body: { data: { abuseConfidenceScore: "many" } } },
};
