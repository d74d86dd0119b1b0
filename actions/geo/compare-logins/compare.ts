// The judgement itself, apart from who knows the places: pure, so that every case of it is tested.
import ipaddr from "ipaddr.js";
import type * as z from "zod";
import { distanceKm } from "../haversine.ts";
import type { compareLogins } from "./action.ts";

type Input = z.output<typeof compareLogins.input>;
type Comparison = z.input<typeof compareLogins.output>;
export type Location = Comparison["current"];

/** CIDR blocks of ours: where our systems leave from, and the VPN services that our people use. */
export interface OwnNetworks {
  readonly egress: readonly string[];
  readonly vpn: readonly string[];
}

/** When two logins fall on the same moment, no speed is infinite: one second apart, as clocks go. */
const shortestHours = 1 / 3_600;

export function compare(input: Input, current: Location, previous: Location | null, own: OwnNetworks): Comparison {
  const hours =
    input.previousAt === null ? null : Math.abs(Date.parse(input.at) - Date.parse(input.previousAt)) / 3_600_000;
  const insufficient = insufficientReason(current, previous, own);
  const distance = insufficient === null ? leastDistance(current, previous) : null;
  const speed = distance === null || hours === null ? null : distance / Math.max(hours, shortestHours);
  const explanation = explain(input, current, previous, own);
  return {
    current,
    previous,
    distanceKm: rounded(distance, 10),
    hours: rounded(hours, 1_000),
    speedKmh: rounded(speed, 10),
    impossible: distance !== null && speed !== null && distance >= input.minDistanceKm && speed >= input.speedKmh,
    explained: explanation !== null,
    explanation,
    insufficient,
  };
}

function rounded<Value extends number | null>(value: Value, parts: number): Value {
  return (value === null ? null : Math.round(value * parts) / parts) as Value;
}

/** Of all distances that the two circles allow, the smallest. */
function leastDistance({ place: here }: Location, previous: Location | null): number | null {
  const there = previous?.place ?? null;
  if (here === null || there === null) return null;
  return Math.max(distanceKm(here, there) - here.radiusKm - there.radiusKm, 0);
}

function insufficientReason(current: Location, previous: Location | null, own: OwnNetworks): string | null {
  if (previous === null) return "no login before is named";
  const missing = [current, previous].filter(({ place }) => place === null).map(({ ip }) => ip);
  if (missing.length > 0) return `the place of ${missing.join(" and ")} is not known`;
  const vpn = blockOf(own.vpn, previous.ip);
  return vpn === null ? null : `the login before came through our VPN ${vpn}: its place says nothing of the person's`;
}

/** The first positive explanation of the later login; null when there is none. */
function explain(input: Input, current: Location, previous: Location | null, own: OwnNetworks): string | null {
  const egress = blockOf(own.egress, current.ip);
  if (egress !== null) return `${current.ip} is in our own network ${egress}`;
  const vpn = blockOf(own.vpn, current.ip);
  if (vpn !== null) return `${current.ip} is in ${vpn}, a VPN that our people use`;
  if (previous !== null && sameNetwork(current.ip, previous.ip))
    return `${current.ip} and ${previous.ip} are in the same network`;
  return input.anonymisersExplain ? (hidden(current) ?? (previous === null ? null : hidden(previous))) : null;
}

/** Tor explains nothing: nobody at work needs it to sign in. */
function hidden({ ip, anonymity }: Location): string | null {
  const kind = anonymity.find((trait) => trait !== "tor");
  return kind === undefined || anonymity.includes("tor") ? null : `${ip} is known as ${sayings[kind]}`;
}

const sayings: Readonly<Record<Exclude<Location["anonymity"][number], "tor">, string>> = {
  vpn: "a VPN",
  proxy: "a public proxy",
  "residential-proxy": "a residential proxy",
  relay: "a relay",
  hosting: "a hosting provider",
  satellite: "a satellite network",
};

function blockOf(blocks: readonly string[], ip: string): string | null {
  const address = ipaddr.process(ip);
  const around = blocks.find((block) => {
    const [base, length] = ipaddr.parseCIDR(block);
    return base.kind() === address.kind() && address.match(base, length);
  });
  return around ?? null;
}

/** The same /24 or /48: what one household, office or carrier gateway has. */
function sameNetwork(one: string, other: string): boolean {
  const [first, second] = [ipaddr.process(one), ipaddr.process(other)];
  return first.kind() === second.kind() && first.match(second, first.kind() === "ipv4" ? 24 : 48);
}
