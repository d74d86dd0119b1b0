// AbuseIPDB API v2. Without `Accept: application/json` its errors are HTML pages. A daily quota that is spent comes as
// 429 with a Retry-After of hours: that is an exhausted quota and not a limit that passes.
import * as z from "zod";
import type { Http } from "../kit/runtime/http.ts";
import type { HttpAnswer } from "../kit/runtime/http-answer.ts";

const check = z.object({
  data: z.object({
    abuseConfidenceScore: z.int(),
    totalReports: z.int(),
    numDistinctUsers: z.int().nullish(),
    lastReportedAt: z.string().nullish(),
    countryCode: z.string().nullish(),
    usageType: z.string().nullish(),
    isp: z.string().nullish(),
    domain: z.string().nullish(),
    isTor: z.boolean().nullish(),
    isWhitelisted: z.boolean().nullish(),
  }),
});
export type Check = z.infer<typeof check>["data"];

/** `GET /api/v2/check`. Reports older than `maxAgeInDays` do not count. */
export async function checkAddress(http: Http, key: string, ip: string, maxAgeInDays: number): Promise<Check> {
  const answer = await http({
    url: "/api/v2/check",
    query: { ipAddress: ip, maxAgeInDays },
    headers: { key },
    meaning: quota,
  });
  return answer.json(check).data;
}

/** The longest Retry-After, in seconds, that still means "too fast" and not "enough for today". */
const passes = 60;

function quota(answer: HttpAnswer): "QuotaExhausted" | null {
  if (answer.status !== 429) return null;
  const wait = Number(answer.headers["retry-after"] ?? Number.NaN);
  return wait > passes || /daily rate limit/i.test(answer.text) ? "QuotaExhausted" : null;
}
