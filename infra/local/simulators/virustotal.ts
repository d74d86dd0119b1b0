// VirusTotal's API v3: the reports of addresses, domains and files.
import { createHash } from "node:crypto";
import type { WireHandler, WireRequest, WireResponse } from "../wire.ts";
import { decoded, json } from "./answers.ts";
import { domains, files } from "./organisation/domains.ts";
import type { Network } from "./organisation/networks.ts";
import { before, canonicalAddress, type Organisation } from "./organisation.ts";
import { simulatedSecrets } from "./secrets.ts";
import { engines } from "./virustotal-engines.ts";

const prefix = "/api/v3/ip_addresses/";
const domainPrefix = "/api/v3/domains/";
const filePrefix = "/api/v3/files/";

export function createVirustotal({ organisation }: { readonly organisation: Organisation }): WireHandler {
  return async (request) => {
    const key = request.headers["x-apikey"];
    if (!key) return refusal(401, "AuthenticationRequiredError", "X-Apikey header is missing");
    if (key !== simulatedSecrets["virustotal/api-key"]) return refusal(401, "WrongCredentialsError", "Wrong API key");
    if (request.method === "GET" && request.path.startsWith(domainPrefix)) return domainReport(request, organisation);
    if (request.method === "GET" && request.path.startsWith(filePrefix)) return fileReport(request, organisation);
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
  const now = organisation.now();
  const { last_analysis_date: analysedAt, ...rest } = analysed(
    ip,
    reputation?.malicious ?? 0,
    reputation?.suspicious ?? 0,
    now,
  );
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
      ...(reputation ? { last_analysis_date: analysedAt } : {}),
      ...rest,
    },
  };
}

function domainReport({ path }: WireRequest, organisation: Organisation): WireResponse {
  const name = decoded(path.slice(domainPrefix.length))?.toLowerCase() ?? "";
  const found = domains.find((domain) => domain.name === name);
  if (found === undefined) return refusal(404, "NotFoundError", `Domain "${name}" not found`);
  const now = organisation.now();
  const attributes = {
    ...analysed(name, found.malicious, found.suspicious, now),
    reputation: -found.malicious,
    registrar: found.registrar,
    creation_date: epochSeconds(before(now, found.registeredDaysAgo * 1_440)),
    tags: found.tags,
  };
  return json(200, { data: { id: name, type: "domain", attributes } });
}

function fileReport({ path }: WireRequest, organisation: Organisation): WireResponse {
  const hash = decoded(path.slice(filePrefix.length))?.toLowerCase() ?? "";
  const found = files.find((file) => [file.md5, file.sha1, file.sha256].includes(hash));
  if (found === undefined) return refusal(404, "NotFoundError", `File "${hash}" not found`);
  const now = organisation.now();
  const attributes = {
    ...analysed(hash, found.malicious, 0, now),
    reputation: -found.malicious,
    md5: found.md5,
    sha1: found.sha1,
    sha256: found.sha256,
    meaningful_name: found.name,
    type_description: found.kind,
    size: found.size,
    first_submission_date: epochSeconds(before(now, found.firstSeenDaysAgo * 1_440)),
    popular_threat_classification: { suggested_threat_label: found.threat },
    tags: [],
  };
  return json(200, { data: { id: found.sha256, type: "file", attributes } });
}

function analysed(what: string, malicious: number, suspicious: number, now: number) {
  const results = verdicts(what, malicious, suspicious);
  const count = (category: string): number => results.filter((one) => one.category === category).length;
  return {
    last_analysis_date: epochSeconds(before(now, 205)),
    last_analysis_stats: {
      malicious: count("malicious"),
      suspicious: count("suspicious"),
      undetected: count("undetected"),
      harmless: count("harmless"),
      timeout: 0,
    },
    last_analysis_results: Object.fromEntries(results.map((one) => [one.engine_name, one])),
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
