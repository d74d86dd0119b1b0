// GreyNoise's community API. An address that it has not observed is 404, which is an answer.
import * as z from "zod";
import type { Http } from "../kit/runtime/http.ts";
import { statusFailure } from "../kit/runtime/http-answer.ts";

const observed = z.object({
  ip: z.string(),
  noise: z.boolean(),
  riot: z.boolean(),
  classification: z.string().optional(),
  name: z.string().nullish(),
  last_seen: z.string().nullish(),
});
export type Observed = z.infer<typeof observed>;

/** `GET /v3/community/{ip}`; null for an address that it has not observed. */
export async function findAddress(http: Http, key: string, ip: string): Promise<Observed | null> {
  const answer = await http({ url: `/v3/community/${encodeURIComponent(ip)}`, headers: { key }, accept: [404] });
  if (answer.status !== 404) return answer.json(observed);
  // Only GreyNoise's own 404 says "not observed": a proxy's error page must not look like it.
  if (answer.jsonOrNull(observed)?.noise === false) return null;
  throw statusFailure(answer);
}
