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
const domain = z.object({
  data: z.object({
    attributes: z.object({
      last_analysis_stats: stats.optional(),
      last_analysis_date: z.int().nullish(),
      reputation: z.int().nullish(),
      registrar: z.string().nullish(),
      creation_date: z.int().nullish(),
      tags: z.array(z.string()).nullish(),
    }),
  }),
});
export type Domain = z.infer<typeof domain>["data"]["attributes"];

const file = z.object({
  data: z.object({
    attributes: z.object({
      last_analysis_stats: stats.optional(),
      last_analysis_date: z.int().nullish(),
      reputation: z.int().nullish(),
      sha256: z.string().nullish(),
      meaningful_name: z.string().nullish(),
      type_description: z.string().nullish(),
      size: z.int().nullish(),
      first_submission_date: z.int().nullish(),
      popular_threat_classification: z.object({ suggested_threat_label: z.string().nullish() }).nullish(),
      tags: z.array(z.string()).nullish(),
    }),
  }),
});
export type File = z.infer<typeof file>["data"]["attributes"];

export type Address = z.infer<typeof address>["data"]["attributes"];

/** `GET /api/v3/ip_addresses/{ip}`; null for an address that it has never seen. */
export const findAddress = (http: Http, key: string, ip: string): Promise<Address | null> =>
  findObject({ http, key, path: `ip_addresses/${encodeURIComponent(ip)}`, shape: address });

/** `GET /api/v3/domains/{domain}`; null for a domain that it has never seen. */
export const findDomain = (http: Http, key: string, name: string): Promise<Domain | null> =>
  findObject({ http, key, path: `domains/${encodeURIComponent(name)}`, shape: domain });

/** `GET /api/v3/files/{hash}`; null for a file that it has never seen. */
export const findFile = (http: Http, key: string, hash: string): Promise<File | null> =>
  findObject({ http, key, path: `files/${encodeURIComponent(hash)}`, shape: file });

interface Asked<Attributes> {
  readonly http: Http;
  readonly key: string;
  readonly path: string;
  readonly shape: z.ZodType<{ data: { attributes: Attributes } }>;
}

async function findObject<Attributes>({ http, key, path, shape }: Asked<Attributes>): Promise<Attributes | null> {
  const answer = await http({ url: `/api/v3/${path}`, headers: { "x-apikey": key }, accept: [404] });
  if (answer.status === 204) throw statusFailure(answer, "RateLimited");
  if (answer.status === 404) return neverSeen(answer);
  return answer.json(shape).data.attributes;
}

const problem = z.object({ error: z.object({ code: z.string() }) });

/** A 404 means "never seen" only when VirusTotal itself says so: a proxy's error page must not look like it. */
function neverSeen(answer: HttpAnswer): null {
  if (answer.jsonOrNull(problem)?.error.code === "NotFoundError") return null;
  throw statusFailure(answer);
}
