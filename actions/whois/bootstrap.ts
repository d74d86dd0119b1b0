// Which registry answers for an address or a domain: IANA's bootstrap files (RFC 9224), kept for a day.
import ipaddr from "ipaddr.js";
import * as z from "zod";
import { PermanentFailure } from "../kit/contract/index.ts";
import type { Http } from "../kit/runtime/http.ts";

const file = z.object({
  services: z.array(z.tuple([z.array(z.string()).max(5_000), z.array(z.string()).max(10)])).max(2_000),
});
type Services = z.infer<typeof file>["services"];

const keptFor = 24 * 60 * 60_000;
const kept = new Map<string, { readonly services: Services; readonly until: number }>();

/** The base URL of the registry with the longest matching prefix, with `/` at its end; https where there is a choice. */
export async function registryOf(http: Http, ip: string): Promise<string> {
  const address = ipaddr.process(ip);
  const services = await servicesFor(http, address.kind());
  let best: { readonly length: number; readonly urls: readonly string[] } | null = null;
  for (const [blocks, urls] of services) {
    for (const block of blocks) {
      const length = matchingLength(address, block);
      if (length !== null && length > (best?.length ?? -1)) best = { length, urls };
    }
  }
  const url = best?.urls.find((candidate) => candidate.startsWith("https://")) ?? best?.urls[0];
  if (url === undefined) throw new PermanentFailure("NotFound", `no registry answers for ${ip} in IANA's list`);
  return url.endsWith("/") ? url : `${url}/`;
}

/** The base URL of the registry of a domain's ending; null where IANA knows none that answers RDAP. */
export async function domainRegistryOf(http: Http, domain: string): Promise<string | null> {
  const services = await servicesFor(http, "dns");
  const endings = domain.split(".").map((_, at, labels) => labels.slice(at).join("."));
  const found = endings.flatMap((ending) => services.filter(([names]) => names.includes(ending)))[0];
  const url = found?.[1].find((candidate) => candidate.startsWith("https://")) ?? found?.[1][0];
  return url === undefined ? null : url.endsWith("/") ? url : `${url}/`;
}

async function servicesFor(http: Http, kind: "ipv4" | "ipv6" | "dns"): Promise<Services> {
  const known = kept.get(kind);
  if (known !== undefined && known.until > Date.now()) return known.services;
  const answer = await http({ url: `/rdap/${kind}.json` });
  const { services } = answer.json(file);
  kept.set(kind, { services, until: Date.now() + keptFor });
  return services;
}

function matchingLength(address: ipaddr.IPv4 | ipaddr.IPv6, block: string): number | null {
  if (!ipaddr.isValidCIDR(block)) return null;
  const [base, length] = ipaddr.parseCIDR(block);
  return base.kind() === address.kind() && address.match(base, length) ? length : null;
}
