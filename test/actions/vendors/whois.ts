// RFC 9224 (bootstrap), RFC 9083 (answers), with contacts nested as the registries nest them.
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
