// MaxMind's GeoIP web service. An address that it does not know, or that belongs to nobody, is an answer: no place.
import * as z from "zod";
import type { Http } from "../kit/runtime/http.ts";
import { type HttpAnswer, statusFailure } from "../kit/runtime/http-answer.ts";

const names = z.object({ names: z.object({ en: z.string().optional() }).optional() });

/** Where it is left out, a trait is false. */
const anonymous = z.object({
  is_anonymous_vpn: z.boolean().optional(),
  is_hosting_provider: z.boolean().optional(),
  is_public_proxy: z.boolean().optional(),
  is_residential_proxy: z.boolean().optional(),
  is_satellite_provider: z.boolean().optional(),
  is_tor_exit_node: z.boolean().optional(),
});

const city = z.object({
  city: names.optional(),
  country: z.object({ iso_code: z.string().optional() }).optional(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90).optional(),
      longitude: z.number().min(-180).max(180).optional(),
      accuracy_radius: z.number().min(0).optional(),
    })
    .optional(),
  traits: anonymous
    .extend({
      autonomous_system_number: z.int().optional(),
      autonomous_system_organization: z.string().optional(),
      organization: z.string().optional(),
      isp: z.string().optional(),
      network: z.string().optional(),
      user_type: z.string().optional(),
    })
    .optional(),
  /** Where newer answers keep the traits of anonymity. */
  anonymizer: anonymous.optional(),
});
export type City = z.infer<typeof city>;

export interface Credentials {
  readonly account: string;
  readonly licenceKey: string;
}

/** `GET /geoip/v2.1/city/{ip}`; null for an address of which nothing is known. */
export async function findCity(http: Http, { account, licenceKey }: Credentials, ip: string): Promise<City | null> {
  const authorization = `Basic ${Buffer.from(`${account}:${licenceKey}`).toString("base64")}`;
  const answer = await http({
    url: `/geoip/v2.1/city/${encodeURIComponent(ip)}`,
    headers: { authorization },
    accept: [400, 404],
    meaning,
  });
  if (answer.status < 400) return answer.json(city);
  if (nothingKnown.has(codeOf(answer) ?? "")) return null;
  throw statusFailure(answer);
}

const nothingKnown = new Set(["IP_ADDRESS_NOT_FOUND", "IP_ADDRESS_RESERVED"]);

const codeOf = (answer: HttpAnswer): string | undefined => answer.jsonOrNull(z.object({ code: z.string() }))?.code;

/** A service that the account has not bought is a matter of permission. */
const meaning = (answer: HttpAnswer): "QuotaExhausted" | "Unauthorized" | null => {
  if (answer.status === 402) return "QuotaExhausted";
  return codeOf(answer) === "PERMISSION_REQUIRED" ? "Unauthorized" : null;
};
