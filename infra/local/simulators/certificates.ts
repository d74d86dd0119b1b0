// The searches of certificate transparency logs: crt.sh's JSON, and SSLMate's Cert Spotter.
import { createHash } from "node:crypto";
import type { WireHandler, WireRequest, WireResponse } from "../wire.ts";
import { json } from "./answers.ts";
import { type Certificate, certificates } from "./organisation/domains.ts";
import { before, type Organisation } from "./organisation.ts";
import { simulatedSecrets } from "./secrets.ts";

export function createCertificates({ organisation }: { readonly organisation: Organisation }): WireHandler {
  return async (request) => {
    if (request.method !== "GET") return json(405, { code: "method_not_allowed", message: "only GET" });
    if (request.path === "/v1/issuances") return certSpotter(request, organisation.now());
    if (request.path === "/" && request.query.get("output") === "json") return crtSh(request, organisation.now());
    return json(404, { code: "not_found", message: "no such page" });
  };
}

/** crt.sh takes `%` for anything before the rest of a name. */
function crtSh({ query }: WireRequest, now: number): WireResponse {
  const asked = (query.get("q") ?? "").toLowerCase();
  const matches = (name: string): boolean =>
    asked.startsWith("%") ? name.endsWith(asked.slice(1)) && name.length > asked.length - 1 : name === asked;
  const found = certificates.filter(({ names }) => names.some(matches));
  return json(
    200,
    found.map((one) => ({
      issuer_ca_id: 16_418,
      issuer_name: one.issuer,
      common_name: one.names[0],
      name_value: one.names.join("\n"),
      id: one.id,
      entry_timestamp: withoutZone(before(now, one.minutesAgo), 3),
      not_before: withoutZone(before(now, one.minutesAgo), 0),
      not_after: withoutZone(end(one, now), 0),
      serial_number: one.serial,
      result_count: 2,
    })),
  );
}

const withoutZone = (date: Date, decimals: 0 | 3): string => date.toISOString().slice(0, decimals === 0 ? 19 : 23);

const end = ({ minutesAgo, days }: Certificate, now: number): Date => before(now, minutesAgo - days * 1_440);

function certSpotter({ query, headers }: WireRequest, now: number): WireResponse {
  if (headers.authorization !== `Bearer ${simulatedSecrets["certificates/cert-spotter-key"]}`) {
    return json(401, { code: "unauthorized", message: "The API key is not valid" });
  }
  const domain = (query.get("domain") ?? "").toLowerCase();
  const below = query.get("include_subdomains") === "true";
  const after = Number(query.get("after") ?? 0);
  const found = certificates
    .filter(({ names }) => names.some((name) => name === domain || (below && name.endsWith(`.${domain}`))))
    .filter(({ id }) => id > after)
    .toSorted((a, b) => a.id - b.id);
  return json(
    200,
    found.map((one) => ({
      id: String(one.id),
      tbs_sha256: sha256(`tbs ${one.id}`),
      cert_sha256: sha256(`cert ${one.id}`),
      dns_names: one.names,
      pubkey_sha256: sha256(`key ${one.id}`),
      issuer: { friendly_name: one.issuer.replace(/^.*O=([^,]+).*$/, "$1"), name: one.issuer },
      not_before: before(now, one.minutesAgo).toISOString(),
      not_after: end(one, now).toISOString(),
      revoked: false,
    })),
  );
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
