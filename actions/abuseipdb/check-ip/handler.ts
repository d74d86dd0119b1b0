// Asks AbuseIPDB about an address of the open internet. A private one would only spend the quota.
import { implement } from "../../kit/runtime/implement.ts";
import { country, moment, refuseInner, words } from "../../kit/runtime/observed.ts";
import { checkAddress } from "../client.ts";
import { checkIp } from "./action.ts";

const secondsADay = 86_400;

export const handler = implement(checkIp, async ({ input, secrets, http }) => {
  refuseInner(input.ip, "AbuseIPDB");
  const days = Math.min(Math.max(Math.ceil(input.maxAge / secondsADay), 1), 365);
  const found = await checkAddress(http, await secrets.apiKey(), input.ip, days);
  return {
    score: found.abuseConfidenceScore,
    reports: found.totalReports,
    reporters: found.numDistinctUsers ?? 0,
    lastReportedAt: moment(found.lastReportedAt),
    country: country(found.countryCode),
    usage: words(found.usageType, 120),
    provider: words(found.isp, 200),
    domain: words(found.domain, 255),
    tor: found.isTor ?? false,
    allowListed: found.isWhitelisted ?? false,
  };
});
