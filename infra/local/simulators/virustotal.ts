// VirusTotal's API v3: the address report.
import { createHash } from "node:crypto";
import type { WireHandler, WireRequest, WireResponse } from "../wire.ts";
import { decoded, json } from "./answers.ts";
import type { Network } from "./organisation/networks.ts";
import { before, canonicalAddress, type Organisation } from "./organisation.ts";
import { simulatedSecrets } from "./secrets.ts";
import { engines } from "./virustotal-engines.ts";

const prefix = "/api/v3/ip_addresses/";

export function createVirustotal({ organisation }: { readonly organisation: Organisation }): WireHandler {
  return async (request) => {
    const key = request.headers["x-apikey"];
    if (!key) return refusal(401, "AuthenticationRequiredError", "X-Apikey header is missing");
    if (key !== simulatedSecrets["virustotal/api-key"]) return refusal(401, "WrongCredentialsError", "Wrong API key");
    if (!request.path.startsWith(prefix) || request.path.slice(prefix.length).includes("/")) {
      return refusal(404, "NotFoundError", "Resource not found.");
    }
    if (request.method !== "GET") return refusal(405, "BadRequestError", "Method not allowed");
    const asked = decoded(request.path.slice(prefix.length)) ?? "";
    const ip = canonicalAddress(asked);
    if (ip === null) return refusal(400, "InvalidArgumentError", `"${asked}" is not a valid IP address`);
    return json(200, { data: report(ip, request, organisation) });
  };
}

function report(ip: string, request: WireRequest, organisation: Organisation): object {
  const network = organisation.networkOf(ip);
  const reputation = organisation.reputationOf(ip);
  const results = verdicts(ip, reputation?.malicious ?? 0, reputation?.suspicious ?? 0);
  const count = (category: string): number => results.filter((one) => one.category === category).length;
  const now = organisation.now();
  const votes = reputation?.votes ?? { harmless: 0, malicious: 0 };
  return {
    id: ip,
    type: "ip_address",
    links: { self: `https://${request.headers.host ?? "www.virustotal.com"}${prefix}${ip}` },
    attributes: {
      ...(network ? registration(network) : {}),
      reputation: votes.harmless - votes.malicious,
      total_votes: votes,
      tags: reputation?.tags ?? [],
      last_modification_date: epochSeconds(before(now, 190)),
      // An address nobody ever asked about has no analysis date.
      ...(reputation ? { last_analysis_date: epochSeconds(before(now, 205)) } : {}),
      last_analysis_stats: {
        malicious: count("malicious"),
        suspicious: count("suspicious"),
        undetected: count("undetected"),
        harmless: count("harmless"),
        timeout: 0,
      },
      last_analysis_results: Object.fromEntries(results.map((one) => [one.engine_name, one])),
    },
  };
}

const registration = (network: Network): object => ({
  as_owner: network.asnName,
  asn: network.asn,
  country: network.territory.code,
  continent: network.territory.continent.code,
  network: network.cidr,
  regional_internet_registry: { arin: "ARIN", ripe: "RIPE NCC", apnic: "APNIC" }[network.registry],
});

/** One result per engine. Which engines object is settled by the address, so that it is always the same ones. */
function verdicts(ip: string, malicious: number, suspicious: number) {
  const ranked = engines.map((engine) => ({ engine, rank: rankOf(ip, engine) })).sort((a, b) => a.rank - b.rank);
  return ranked.map(({ engine: engine_name }, index) => {
    const category =
      index < malicious
        ? "malicious"
        : index < malicious + suspicious
          ? "suspicious"
          : index % 3 === 0
            ? "undetected"
            : "harmless";
    return { method: "blacklist", engine_name, category, result: resultOf[category] };
  });
}

const resultOf = {
  malicious: "malicious",
  suspicious: "suspicious",
  undetected: "unrated",
  harmless: "clean",
} as const;

const rankOf = (ip: string, engine: string): number =>
  createHash("sha256").update(`${ip} ${engine}`).digest().readUIntBE(0, 6);

const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1_000);

const refusal = (status: number, code: string, message: string): WireResponse =>
  json(status, { error: { code, message } });
