// RDAP, which is what WHOIS became: IANA's bootstrap files and one server that plays every regional registry. The bootstrap
// points at this very server, under the address by which the client reached it.
import ipaddr from "ipaddr.js";
import type { WireHandler, WireRequest, WireResponse } from "../wire.ts";
import { decoded, json } from "./answers.ts";
import { domains } from "./organisation/domains.ts";
import type { Network } from "./organisation/networks.ts";
import { before, canonicalAddress, type Organisation } from "./organisation.ts";

export interface WhoisOptions {
  readonly organisation: Organisation;
  /** Where the host mounts this simulator. */
  readonly mountedAt?: string;
}

/** The endings of the simulated world. */
const endings = ["com", "net", "org", "example", "io"];

const rdapType = { "content-type": "application/rdap+json" };
const conformance = ["rdap_level_0", "cidr0"];

export function createWhois({ organisation, mountedAt = "/simulators/whois" }: WhoisOptions): WireHandler {
  return async (request) => {
    const base = `http://${request.headers.host ?? "127.0.0.1"}${mountedAt}/`;
    if (request.method !== "GET" && request.method !== "HEAD")
      return refusal(405, "Method Not Allowed", request.method);
    if (request.path === "/rdap/ipv4.json") return bootstrap(["0.0.0.0/0"], base);
    if (request.path === "/rdap/ipv6.json") return bootstrap(["2000::/3"], base);
    if (request.path === "/rdap/dns.json") return bootstrap(endings, base);
    if (request.path.startsWith("/domain/")) return domainAnswer(request, base, organisation.now());
    if (request.path.startsWith("/ip/")) return lookUp(request, base, organisation);
    return refusal(404, "Not Found", "the path names no RDAP query of this server");
  };
}

const bootstrap = (ranges: readonly string[], base: string): WireResponse =>
  json(200, {
    description: "RDAP bootstrap file for Internet Protocol addresses",
    publication: "2026-10-14T19:00:02Z",
    services: [[ranges, [base]]],
    version: "1.0",
  });

function lookUp(request: WireRequest, base: string, organisation: Organisation): WireResponse {
  const asked = decoded(request.path.slice("/ip/".length)) ?? "";
  const [address = "", length] = asked.split("/");
  const ip = canonicalAddress(address);
  if (ip === null || (length !== undefined && !/^\d{1,3}$/.test(length))) {
    return refusal(400, "Bad Request", `"${asked}" is not an IP address or a CIDR block`);
  }
  const network = organisation.networkOf(ip);
  if (network === null) return refusal(404, "Not Found", `no network is registered for ${ip}`);
  return json(200, ipNetwork(network, base), rdapType);
}

function domainAnswer({ path }: WireRequest, base: string, now: number): WireResponse {
  const name = decoded(path.slice("/domain/".length))?.toLowerCase() ?? "";
  const found = domains.find((domain) => domain.name === name);
  if (found === undefined) return refusal(404, "Not Found", `the domain ${name} is not registered here`);
  const body = {
    rdapConformance: ["rdap_level_0", "icann_rdap_response_profile_0"],
    objectClassName: "domain",
    ldhName: found.name.toUpperCase(),
    status: found.statuses,
    events: [
      { eventAction: "registration", eventDate: before(now, found.registeredDaysAgo * 1_440).toISOString() },
      { eventAction: "expiration", eventDate: before(now, -found.expiresInDays * 1_440).toISOString() },
    ],
    nameservers: found.nameservers.map((server) => ({ objectClassName: "nameserver", ldhName: server.toUpperCase() })),
    entities: [
      {
        objectClassName: "entity",
        handle: "9999",
        roles: ["registrar"],
        publicIds: [{ type: "IANA Registrar ID", identifier: "9999" }],
        vcardArray: jCard("org", found.registrar, []),
        entities: [
          {
            objectClassName: "entity",
            roles: ["abuse"],
            vcardArray: jCard("group", "abuse desk", [["email", {}, "text", found.abuseEmail]]),
          },
        ],
      },
    ],
    links: [
      { value: `${base}domain/${name}`, rel: "self", href: `${base}domain/${name}`, type: "application/rdap+json" },
    ],
  };
  return json(200, body, rdapType);
}

function ipNetwork(network: Network, base: string): object {
  const [start, prefix] = ipaddr.parseCIDR(network.cidr);
  const four = start.kind() === "ipv4";
  const [first, last] = four
    ? [ipaddr.IPv4.networkAddressFromCIDR(network.cidr), ipaddr.IPv4.broadcastAddressFromCIDR(network.cidr)]
    : [ipaddr.IPv6.networkAddressFromCIDR(network.cidr), ipaddr.IPv6.broadcastAddressFromCIDR(network.cidr)];
  const handle = four ? `${first} - ${last}` : network.cidr;
  return {
    rdapConformance: conformance,
    objectClassName: "ip network",
    handle,
    startAddress: first.toString(),
    endAddress: last.toString(),
    ipVersion: four ? "v4" : "v6",
    name: network.name,
    type: network.type,
    // ARIN leaves the country out; it is then to be found in the holder's address.
    ...(network.registry === "arin" ? {} : { country: network.territory.code }),
    status: ["active"],
    events: [
      { eventAction: "registration", eventDate: network.registered },
      { eventAction: "last changed", eventDate: network.changed },
    ],
    cidr0_cidrs: [{ [four ? "v4prefix" : "v6prefix"]: first.toString(), length: prefix }],
    entities: [holder(network)],
    links: [{ value: `${base}ip/${first}`, rel: "self", href: `${base}ip/${first}`, type: "application/rdap+json" }],
    port43: `whois.${network.registry === "ripe" ? "ripe" : network.registry}.net`,
    notices: [
      { title: "Terms and Conditions", description: ["This is the simulated registry of a simulated network."] },
    ],
  };
}

// The abuse contact stands inside the holder, as most registries put it.
const holder = (network: Network): object => ({
  objectClassName: "entity",
  handle: network.holder.handle,
  roles: ["registrant"],
  vcardArray: jCard("org", network.holder.name, [
    ["adr", { label: network.holder.address }, "text", ["", "", "", "", "", "", ""]],
  ]),
  entities:
    network.abuseEmail === null
      ? []
      : [
          {
            objectClassName: "entity",
            handle: `ABUSE-${network.holder.handle}`,
            roles: ["abuse"],
            vcardArray: jCard("group", `${network.holder.name} abuse desk`, [
              ["email", {}, "text", network.abuseEmail],
              ["tel", { type: "voice" }, "uri", "tel:+351-000-000-000"],
            ]),
          },
        ],
});

const jCard = (kind: string, name: string, properties: readonly unknown[]): readonly unknown[] => [
  "vcard",
  [["version", {}, "text", "4.0"], ["kind", {}, "text", kind], ["fn", {}, "text", name], ...properties],
];

const refusal = (errorCode: number, title: string, description: string): WireResponse =>
  json(errorCode, { rdapConformance: conformance, errorCode, title, description: [description], lang: "en" }, rdapType);
