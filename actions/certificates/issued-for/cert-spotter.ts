// SSLMate's Cert Spotter. A page holds a hundred; the id of the last one asks for the next.
import * as z from "zod";
import type { Http } from "../../kit/runtime/http.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { moment, plainDomain, words } from "../../kit/runtime/observed.ts";
import { answerOf, type Certificate } from "../answer.ts";
import { certSpotter } from "../vendors.ts";
import { issuedFor } from "./action.ts";

const issuance = z.object({
  id: z.string(),
  dns_names: z.array(z.string()).max(10_000),
  issuer: z.object({ name: z.string() }),
  not_before: z.string(),
  not_after: z.string(),
  revoked: z.boolean().nullish(),
  cert_sha256: z.string().nullish(),
});
type Issuance = z.infer<typeof issuance>;

const mostPages = 10;

export const handler = implement(issuedFor, certSpotter, async ({ input, http, secrets, now }) => {
  const found = await allOf(http, await secrets.apiKey(), plainDomain(input.domain));
  return answerOf(found.map(certificateOf), input, now());
});

async function allOf(http: Http, key: string, domain: string): Promise<readonly Issuance[]> {
  const found: Issuance[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const after = found.at(-1)?.id;
    const query = new URLSearchParams({ domain, include_subdomains: "true", ...(after ? { after } : {}) });
    for (const field of ["dns_names", "issuer"]) query.append("expand", field);
    const answer = await http({ url: `/v1/issuances?${query}`, headers: { authorization: `Bearer ${key}` } });
    const issuances = answer.json(z.array(issuance).max(1_000));
    if (issuances.length === 0) break;
    found.push(...issuances);
  }
  return found;
}

const certificateOf = (one: Issuance): Certificate => ({
  id: words(one.id, 100) ?? "",
  issuer: words(one.issuer.name, 300) ?? "unknown",
  names: one.dns_names.flatMap((name) => words(name, 253) ?? []).slice(0, 20),
  from: moment(one.not_before) ?? "",
  until: moment(one.not_after) ?? "",
  serial: null,
  fingerprint: words(one.cert_sha256, 64),
  revoked: one.revoked ?? null,
});
