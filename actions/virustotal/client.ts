// VirusTotal API v3. What it has never seen is 404; limits are 429, and 204 as in the version before.
import * as z from "zod";
import type { Http } from "../kit/runtime/http.ts";
import { type HttpAnswer, statusFailure } from "../kit/runtime/http-answer.ts";

const stats = z.object({
  malicious: z.int(),
  suspicious: z.int(),
  harmless: z.int(),
  undetected: z.int(),
});

const address = z.object({
  data: z.object({
    attributes: z.object({
      last_analysis_stats: stats.optional(),
      last_analysis_date: z.int().nullish(),
      reputation: z.int().nullish(),
      as_owner: z.string().nullish(),
      asn: z.int().nullish(),
      network: z.string().nullish(),
      country: z.string().nullish(),
      tags: z.array(z.string()).nullish(),
    }),
  }),
});
export type Address = z.infer<typeof address>["data"]["attributes"];

/** `GET /api/v3/ip_addresses/{ip}`; null for an address that it has never seen. */
export async function findAddress(http: Http, key: string, ip: string): Promise<Address | null> {
  const answer = await http({
    url: `/api/v3/ip_addresses/${encodeURIComponent(ip)}`,
    headers: { "x-apikey": key },
    accept: [404],
  });
  if (answer.status === 204) throw statusFailure(answer, "RateLimited");
  if (answer.status === 404) return neverSeen(answer);
  return answer.json(address).data.attributes;
}

const problem = z.object({ error: z.object({ code: z.string() }) });

/** A 404 means "never seen" only when VirusTotal itself says so: a proxy's error page must not look like it. */
function neverSeen(answer: HttpAnswer): null {
  if (answer.jsonOrNull(problem)?.error.code === "NotFoundError") return null;
  throw statusFailure(answer);
}
