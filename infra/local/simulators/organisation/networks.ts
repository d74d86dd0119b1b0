// What the world knows of each network that appears in the story: who registered it, who routes it, where it is and how
// precisely that is known. Addresses are of the blocks reserved for documentation, so none belongs to anybody.
import { type City, frankfurt, lisbon, madrid, singapore, type Territory, territories } from "./places.ts";

export interface Network {
  /** Names the network in the rest of the data; the RDAP handle is derived from the range. */
  readonly cidr: string;
  readonly registry: "arin" | "ripe" | "apnic";
  readonly name: string;
  readonly type: string;
  readonly registered: string;
  readonly changed: string;
  readonly holder: { readonly handle: string; readonly name: string; readonly address: string };
  readonly abuseEmail: string | null;
  readonly asn: number;
  readonly asnName: string;
  readonly domain: string;
  /** In AbuseIPDB's words. */
  readonly usage: string;
  readonly connection: "Cable/DSL" | "Cellular" | "Corporate";
  /** Null: nothing better than the country is known, so the point is the country's middle. */
  readonly city: City | null;
  readonly territory: Territory;
  readonly middle: { readonly latitude: number; readonly longitude: number };
  readonly radiusKm: number;
  readonly anonymity: { readonly vpn: boolean; readonly tor: boolean; readonly hosting: boolean };
}

const plain = { vpn: false, tor: false, hosting: false };
const at = (city: City) => ({
  city,
  territory: city.territory,
  middle: { latitude: city.latitude, longitude: city.longitude },
});

/** What Example Corp's people leave from; `riposte.config.ts` names the same blocks. */
export const ownNetworks = { egress: ["198.51.100.0/24", "2001:db8:198::/48"], vpn: ["192.0.2.32/27"] } as const;

export const networks: readonly Network[] = [
  {
    cidr: "198.51.100.0/24",
    registry: "ripe",
    name: "EXAMPLE-CORP-LISBON",
    type: "ASSIGNED PA",
    registered: "2015-03-11T09:20:14Z",
    changed: "2024-06-02T12:00:00Z",
    holder: { handle: "ORG-EC1-RIPE", name: "Example Corp, Lda", address: "Avenida da Liberdade 1\nLisbon\nPortugal" },
    abuseEmail: "abuse@example.com",
    asn: 64_500,
    asnName: "EXAMPLE-CORP",
    domain: "example.com",
    usage: "Commercial",
    connection: "Corporate",
    ...at(lisbon),
    radiusKm: 5,
    anonymity: plain,
  },
  {
    cidr: "2001:db8:198::/48",
    registry: "ripe",
    name: "EXAMPLE-CORP-LISBON-V6",
    type: "ASSIGNED",
    registered: "2018-01-30T10:00:00Z",
    changed: "2024-06-02T12:00:00Z",
    holder: { handle: "ORG-EC1-RIPE", name: "Example Corp, Lda", address: "Avenida da Liberdade 1\nLisbon\nPortugal" },
    abuseEmail: "abuse@example.com",
    asn: 64_500,
    asnName: "EXAMPLE-CORP",
    domain: "example.com",
    usage: "Commercial",
    connection: "Corporate",
    ...at(lisbon),
    radiusKm: 10,
    anonymity: plain,
  },
  {
    cidr: "203.0.113.0/25",
    registry: "apnic",
    name: "LIONCITY-VPS",
    type: "ASSIGNED NON-PORTABLE",
    registered: "2021-08-19T04:11:09Z",
    changed: "2026-02-27T07:45:51Z",
    holder: { handle: "ORG-LCV1-AP", name: "Lion City VPS Pte Ltd", address: "1 Example Road\nSingapore 018956" },
    abuseEmail: "abuse@lioncity-vps.example",
    asn: 64_511,
    asnName: "LIONCITY-AS-AP",
    domain: "lioncity-vps.example",
    usage: "Data Center/Web Hosting/Transit",
    connection: "Corporate",
    ...at(singapore),
    radiusKm: 20,
    anonymity: { vpn: false, tor: false, hosting: true },
  },
  {
    cidr: "203.0.113.66/32",
    registry: "apnic",
    name: "LIONCITY-VPS",
    type: "ASSIGNED NON-PORTABLE",
    registered: "2021-08-19T04:11:09Z",
    changed: "2026-02-27T07:45:51Z",
    holder: { handle: "ORG-LCV1-AP", name: "Lion City VPS Pte Ltd", address: "1 Example Road\nSingapore 018956" },
    abuseEmail: "abuse@lioncity-vps.example",
    asn: 64_511,
    asnName: "LIONCITY-AS-AP",
    domain: "lioncity-vps.example",
    usage: "Data Center/Web Hosting/Transit",
    connection: "Corporate",
    ...at(singapore),
    radiusKm: 20,
    anonymity: { vpn: false, tor: true, hosting: true },
  },
  {
    cidr: "203.0.113.128/25",
    registry: "ripe",
    name: "MERIDIAN-MOBILE",
    type: "ALLOCATED PA",
    registered: "2012-05-04T02:00:00Z",
    changed: "2023-11-15T06:30:00Z",
    holder: { handle: "ORG-MM7-RIPE", name: "Meridian Mobile, SA", address: "Rua do Exemplo 7\nPorto\nPortugal" },
    abuseEmail: null,
    asn: 64_505,
    asnName: "MERIDIAN-MOBILE",
    domain: "meridian-mobile.example",
    usage: "Mobile ISP",
    connection: "Cellular",
    city: null,
    territory: territories.portugal,
    middle: { latitude: 39.5, longitude: -8.0 },
    radiusKm: 200,
    anonymity: plain,
  },
  {
    cidr: "192.0.2.32/27",
    registry: "ripe",
    name: "EXAMPLE-VPN-FRA",
    type: "ASSIGNED PA",
    registered: "2020-10-01T08:00:00Z",
    changed: "2025-04-22T15:10:00Z",
    holder: {
      handle: "ORG-NV3-RIPE",
      name: "Northgate VPN GmbH",
      address: "Beispielstrasse 3\n60313 Frankfurt am Main\nGermany",
    },
    abuseEmail: "abuse@northgate-vpn.example",
    asn: 64_502,
    asnName: "NORTHGATE-VPN",
    domain: "northgate-vpn.example",
    usage: "Data Center/Web Hosting/Transit",
    connection: "Corporate",
    ...at(frankfurt),
    radiusKm: 20,
    anonymity: { vpn: true, tor: false, hosting: true },
  },
  {
    cidr: "192.0.2.128/25",
    registry: "ripe",
    name: "IBERNET-MADRID-RES",
    type: "ASSIGNED PA",
    registered: "2017-02-14T11:00:00Z",
    changed: "2025-09-09T09:09:09Z",
    holder: { handle: "ORG-IB2-RIPE", name: "Ibernet Broadband S.A.", address: "Calle Ejemplo 12\nMadrid\nSpain" },
    abuseEmail: "abuse@ibernet.example",
    asn: 64_503,
    asnName: "IBERNET",
    domain: "ibernet.example",
    usage: "Fixed Line ISP",
    connection: "Cable/DSL",
    ...at(madrid),
    radiusKm: 10,
    anonymity: plain,
  },
];
