// Whether the same person can have logged in at two places at two times. The distance counts less what is not known about
// the places; a network of ours explains a distance, and what is missing is said instead of guessed.
import * as z from "zod";
import { defineAction, ipAddress, place, seconds, text, timestamp } from "../../kit/contract/index.ts";

/** One login's address: where it is, and what is known of its network. */
const location = z.object({
  ip: ipAddress,
  /** Null where the vendor knows no place. */
  place: place.nullable(),
  network: text(50).nullable(),
  autonomousSystem: z.int().min(0).max(4_294_967_295).nullable(),
  organisation: text(200).nullable(),
  /** What hides where people are, as far as the vendor knows: a VPN, a proxy, a relay, a hosting provider, Tor. */
  anonymity: z.array(z.enum(["vpn", "proxy", "residential-proxy", "relay", "hosting", "tor", "satellite"])).max(7),
});

export const compareLogins = defineAction({
  id: "geo.compare-logins",
  title: "Compare the places of two logins",
  docs: "https://dev.maxmind.com/geoip/docs/web-services/responses/",
  effect: "read",
  input: z.object({
    ip: ipAddress,
    at: timestamp,
    /** The login before; null where nobody names one, and then nothing can be said of the distance. */
    previousIp: ipAddress.nullable(),
    previousAt: timestamp.nullable(),
    /** Faster than an airliner: the travel is impossible. */
    speedKmh: z.number().min(1).max(100_000).default(900),
    /** Nearer than this, places are too uncertain to say anything. */
    minDistanceKm: z.number().min(0).max(20_040).default(500),
    /** Whether a VPN, a proxy, a relay or a hosting provider that anybody can rent explains a distance. An attacker rents them too. */
    anonymisersExplain: z.boolean().default(false),
  }),
  output: z.object({
    current: location,
    /** Null where no login before is named. */
    previous: location.nullable(),
    /** Less the radii of both places; null where a place is missing. */
    distanceKm: z.number().min(0).max(20_040).nullable(),
    hours: z.number().min(0).max(1_000_000).nullable(),
    speedKmh: z.number().min(0).max(100_000_000).nullable(),
    impossible: z.boolean(),
    /** Something positive explains the later login: a network of ours, or the network of the login before. */
    explained: z.boolean(),
    explanation: text(300).nullable(),
    /** Why nothing can be said of the distance; null where it can. */
    insufficient: text(300).nullable(),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.3), output: 4_096 },
  examples: [
    {
      title: "Lisbon, and forty minutes later Singapore",
      input: {
        ip: "203.0.113.7",
        at: "2026-11-22T10:40:00Z",
        previousIp: "198.51.100.20",
        previousAt: "2026-11-22T10:00:00Z",
      },
      output: {
        current: {
          ip: "203.0.113.7",
          place: { latitude: 1.29, longitude: 103.85, radiusKm: 20, city: "Singapore", country: "SG" },
          network: "203.0.113.0/24",
          autonomousSystem: 64_500,
          organisation: "Example Hosting",
          anonymity: ["hosting"],
        },
        previous: {
          ip: "198.51.100.20",
          place: { latitude: 38.72, longitude: -9.14, radiusKm: 10, city: "Lisbon", country: "PT" },
          network: "198.51.100.0/24",
          autonomousSystem: 64_501,
          organisation: "Example Corp",
          anonymity: [],
        },
        distanceKm: 11_857.4,
        hours: 0.667,
        speedKmh: 17_786.1,
        impossible: true,
        explained: false,
        explanation: null,
        insufficient: null,
      },
    },
    {
      title: "a login through our own VPN",
      input: {
        ip: "198.51.100.20",
        at: "2026-11-22T10:40:00Z",
        previousIp: "192.0.2.44",
        previousAt: "2026-11-22T10:00:00Z",
      },
      output: {
        current: {
          ip: "198.51.100.20",
          place: { latitude: 38.72, longitude: -9.14, radiusKm: 10, city: "Lisbon", country: "PT" },
          network: "198.51.100.0/24",
          autonomousSystem: 64_501,
          organisation: "Example Corp",
          anonymity: [],
        },
        previous: {
          ip: "192.0.2.44",
          place: null,
          network: null,
          autonomousSystem: null,
          organisation: null,
          anonymity: [],
        },
        distanceKm: null,
        hours: 0.667,
        speedKmh: null,
        impossible: false,
        explained: true,
        explanation: "198.51.100.20 is in our own network 198.51.100.0/24",
        insufficient: "the place of 192.0.2.44 is not known",
      },
    },
  ],
});
