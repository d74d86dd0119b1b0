// RFC 9224 (bootstrap), RFC 9083 (answers), with contacts nested as the registries nest them.

import { handler as byDomain } from "../../../actions/whois/by-domain/handler.ts";
import { handler } from "../../../actions/whois/by-ip/handler.ts";
import { html, type Speech } from "./speech.ts";

const rdap = { "content-type": "application/rdap+json" };
const problem = (errorCode: number, title: string) => ({
  status: errorCode,
  headers: rdap,
  body: { errorCode, title },
});

const card = (...properties: readonly unknown[]) => ["vcard", [["version", {}, "text", "4.0"], ...properties]];

export const network = {
  rdapConformance: ["rdap_level_0", "cidr0"],
  objectClassName: "ip network",
  handle: "NET-8-8-8-0-2",
  startAddress: "8.8.8.0",
  endAddress: "8.8.8.255",
  ipVersion: "v4",
  name: "GOGL",
  type: "DIRECT ALLOCATION",
  events: [
    { eventAction: "last changed", eventDate: "2023-12-28T17:24:56-05:00" },
    { eventAction: "registration", eventDate: "2023-12-28T17:24:33-05:00" },
  ],
  entities: [
    {
      objectClassName: "entity",
      handle: "GOGL",
      roles: ["registrant"],
      vcardArray: card(
        ["fn", {}, "text", "Google LLC"],
        [
          "adr",
          { label: "1600 Amphitheatre Parkway\nMountain View\nCA\n94043\nUS" },
          "text",
          ["", "", "", "", "", "", ""],
        ],
      ),
      entities: [
        {
          objectClassName: "entity",
          handle: "ABUSE5250-ARIN",
          roles: ["abuse"],
          vcardArray: card(["fn", {}, "text", "Abuse"], ["email", {}, "text", "network-abuse@google.com"]),
        },
      ],
    },
  ],
  cidr0_cidrs: [{ v4prefix: "8.8.8.0", length: 24 }],
};

export const bootstrap = {
  version: "1.0",
  publication: "2026-10-14T19:00:02Z",
  services: [
    [["1.0.0.0/8"], ["https://rdap.apnic.net/"]],
    [
      ["8.0.0.0/8", "8.8.0.0/16"],
      ["http://rdap.arin.net/registry/", "https://rdap.arin.net/registry/"],
    ],
  ],
};

export const whois: Speech = {
  action: "whois.by-ip",
  handler,
  input: { ip: "8.8.8.8" },
  says: ({ path }) => {
    if (path === "/rdap/ipv4.json") return { body: bootstrap };
    if (path === "/registry/ip/8.8.8.8") return { headers: rdap, body: network };
    return problem(404, "Not Found");
  },
  output: {
    handle: "NET-8-8-8-0-2",
    name: "GOGL",
    first: "8.8.8.0",
    last: "8.8.8.255",
    kind: "DIRECT ALLOCATION",
    country: "US",
    organisation: "Google LLC",
    registeredAt: "2023-12-28T22:24:33.000Z",
    abuseContact: "network-abuse@google.com",
    registry: "127.0.0.1",
  },
  notFound: {
    says: ({ path }) => (path === "/rdap/ipv4.json" ? { body: bootstrap } : problem(404, "Not Found")),
    name: "NotFound",
  },
  unauthorised: problem(401, "Unauthorized"),
  rateLimited: { ...problem(429, "Too Many Requests"), headers: { ...rdap, "retry-after": "600" } },
  limitedAs: "RateLimited",
  broken: html(502),
  otherShape: { headers: rdap, body: { objectClassName: "ip network", handle: 5 } },
};

const { says: _says, output: _output, ...common } = whois;
export const domainBootstrap = {
  version: "1.0",
  publication: "2026-10-14T19:00:02Z",
  services: [
    [["com"], ["https://rdap.verisign.com/com/v1/"]],
    [["far"], ["https://rdap.unheard-of.example/"]],
  ],
};
const unregistered = {
  registered: false,
  domain: null,
  registrar: null,
  registrarId: null,
  registeredAt: null,
  changedAt: null,
  expiresAt: null,
  abuseContact: null,
  statuses: [],
  nameservers: [],
  by: "rdap",
  registry: "127.0.0.1",
};

export const whoisDomain: Speech = {
  ...common,
  action: "whois.by-domain",
  handler: byDomain,
  input: { domain: "*.login.Examp1e.com" },
  says: ({ path }) => {
    if (path === "/rdap/dns.json") return { body: domainBootstrap };
    if (path !== "/com/v1/domain/examp1e.com") return problem(404, "Not Found");
    return {
      headers: rdap,
      body: {
        objectClassName: "domain",
        ldhName: "EXAMP1E.COM",
        status: ["client transfer prohibited"],
        events: [
          { eventAction: "registration", eventDate: "2026-11-19T02:11:00Z" },
          { eventAction: "expiration", eventDate: "2027-11-19T02:11:00Z" },
        ],
        nameservers: [{ objectClassName: "nameserver", ldhName: "NS1.HOSTING.EXAMPLE" }],
        entities: [
          {
            objectClassName: "entity",
            handle: "9999",
            roles: ["registrar"],
            publicIds: [{ type: "IANA Registrar ID", identifier: "9999" }],
            vcardArray: card(["fn", {}, "text", "Example Registrar LLC"]),
            entities: [
              {
                objectClassName: "entity",
                roles: ["abuse"],
                vcardArray: card(["email", {}, "text", "abuse@registrar.example"]),
              },
            ],
          },
        ],
      },
    };
  },
  output: {
    ...unregistered,
    registered: true,
    domain: "examp1e.com",
    registrar: "Example Registrar LLC",
    registrarId: "9999",
    registeredAt: "2026-11-19T02:11:00.000Z",
    expiresAt: "2027-11-19T02:11:00.000Z",
    abuseContact: "abuse@registrar.example",
    statuses: ["client transfer prohibited"],
    nameservers: ["ns1.hosting.example"],
  },
  notFound: {
    says: ({ path }) => (path === "/rdap/dns.json" ? { body: domainBootstrap } : problem(404, "Not Found")),
    output: { ...unregistered, registry: "rdap.verisign.com" },
  },
  otherShape: { headers: rdap, body: { objectClassName: "domain", ldhName: 5 } },
};
