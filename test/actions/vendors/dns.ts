// https://developers.google.com/speed/public-dns/docs/doh/json
import { handler } from "../../../actions/dns/find-caa/handler.ts";
import { html, type Speech } from "./speech.ts";

const answer = (records: readonly string[], status = 0) => ({
  body: {
    Status: status,
    TC: false,
    AD: true,
    Question: [{ name: "example.com.", type: 257 }],
    ...(records.length === 0
      ? {}
      : {
          Answer: [
            { name: "www.example.com.", type: 5, TTL: 60, data: "example.com." },
            ...records.map((data) => ({ name: "example.com.", type: 257, TTL: 60, data })),
          ],
        }),
  },
});

export const dns: Speech = {
  action: "dns.find-caa",
  handler,
  input: { domain: "*.payments.Example.com." },
  says: ({ path, query }) => {
    if (path !== "/resolve" || query.get("type") !== "257") return html(400);
    if (query.get("name") === "payments.example.com") return answer([], 3);
    return query.get("name") === "example.com"
      ? answer([
          '0 issue "Amazon.com; account=1"',
          '0 issue "amazontrust.com"',
          '0 issuewild ";"',
          '0 iodef "mailto:security@example.com"',
          '128 tbs "unknown"',
          "nonsense",
        ])
      : answer([]);
  },
  output: {
    found: true,
    domain: "example.com",
    issue: ["amazon.com", "amazontrust.com"],
    issueWild: [],
    report: ["mailto:security@example.com"],
    authenticated: true,
  },
  notFound: {
    says: () => answer([], 3),
    output: { found: false, domain: null, issue: [], issueWild: null, report: [], authenticated: false },
  },
  unauthorised: html(403),
  rateLimited: { status: 429, headers: { "retry-after": "600" }, body: "" },
  limitedAs: "RateLimited",
  broken: answer([], 2),
  otherShape: { body: { Answer: "none" } },
};
