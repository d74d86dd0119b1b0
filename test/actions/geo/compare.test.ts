// What two logins say together: when travel is impossible, what explains it, and when nothing can be said.
import { describe, expect, test } from "vitest";
import { compareLogins } from "../../../actions/geo/compare-logins/action.ts";
import { compare, type Location } from "../../../actions/geo/compare-logins/compare.ts";

const lisbon = { latitude: 38.72, longitude: -9.14, radiusKm: 10, city: "Lisbon", country: "PT" };
const porto = { latitude: 41.15, longitude: -8.61, radiusKm: 10, city: "Porto", country: "PT" };
const singapore = { latitude: 1.29, longitude: 103.85, radiusKm: 20, city: "Singapore", country: "SG" };

const at = (ip: string, place: Location["place"], anonymity: Location["anonymity"] = []): Location => ({
  ip,
  place,
  network: null,
  autonomousSystem: null,
  organisation: null,
  anonymity,
});

const own = { egress: ["198.51.100.0/24", "2001:db8:aa::/48"], vpn: ["192.0.2.0/25"] };

function compared(current: Location, previous: Location, hours: number, settings: object = {}) {
  const later = Date.parse("2026-11-22T10:00:00Z");
  const input = compareLogins.input.parse({
    ip: current.ip,
    at: new Date(later).toISOString(),
    previousIp: previous.ip,
    previousAt: new Date(later - hours * 3_600_000).toISOString(),
    ...settings,
  });
  const comparison = compare(input, current, previous, own);
  expect(() => compareLogins.output.parse(comparison)).not.toThrow();
  return comparison;
}

const here = at("203.0.113.7", singapore);
const there = at("203.0.112.9", lisbon);

describe("impossible travel", () => {
  test("is farther and faster than the limits", () => {
    expect(compared(here, there, 1)).toMatchObject({ impossible: true, explained: false, insufficient: null });
    expect(compared(here, there, 14)).toMatchObject({ impossible: false });
    expect(compared(here, there, 12, { speedKmh: 1_500 })).toMatchObject({ impossible: false });
    expect(compared(here, there, 1, { minDistanceKm: 15_000 })).toMatchObject({ impossible: false });
  });

  test("does not come from places that are near, however short the time", () => {
    expect(compared(at("203.0.113.7", porto), there, 0)).toMatchObject({ impossible: false });
  });

  test("counts the distance less what is not known of both places", () => {
    const vague = at("203.0.113.7", { ...singapore, radiusKm: 11_700 });
    const { distanceKm, impossible } = compared(vague, there, 0.1);
    expect(distanceKm).toBeLessThan(500);
    expect(impossible).toBe(false);
    const everywhere = at("203.0.113.7", { ...singapore, radiusKm: 20_000 });
    expect(compared(everywhere, there, 1).distanceKm).toBe(0);
  });

  test("is found whichever login came first, and at the same moment", () => {
    expect(compared(here, there, -1)).toMatchObject({ impossible: true, hours: 1 });
    const same = compared(here, there, 0);
    expect(same.impossible).toBe(true);
    expect(Number.isFinite(same.speedKmh)).toBe(true);
  });
});

describe("an explanation", () => {
  test.each([
    ["our own network", at("198.51.100.20", lisbon), there, /our own network 198.51.100.0\/24/],
    ["our own network in IPv6", at("2001:db8:aa::5", lisbon), there, /our own network/],
    ["our own network as a mapped address", at("::ffff:198.51.100.20", lisbon), there, /our own network/],
    ["a VPN of ours", at("192.0.2.9", singapore), there, /VPN that our people use/],
    ["the network of the login before", at("203.0.113.7", singapore), at("203.0.113.200", lisbon), /same network/],
    ["the same network in IPv6", at("2001:db8:1:1::1", singapore), at("2001:db8:1:2::1", lisbon), /same network/],
  ])("is %s", (_what, current, previous, explanation) => {
    const comparison = compared(current, previous, 1);
    expect(comparison).toMatchObject({ explained: true, explanation: expect.stringMatching(explanation) });
  });

  test("is never that the login before was at home: an attacker comes after a real one", () => {
    expect(compared(here, at("198.51.100.20", lisbon), 1)).toMatchObject({ explained: false, impossible: true });
  });

  test.each(["vpn", "proxy", "residential-proxy", "relay", "hosting", "satellite"] as const)(
    "is a %s that anybody can rent only where the playbook says so",
    (kind) => {
      const rented = at("203.0.113.7", singapore, [kind]);
      expect(compared(rented, there, 1)).toMatchObject({ explained: false });
      expect(compared(rented, there, 1, { anonymisersExplain: true })).toMatchObject({ explained: true });
      expect(compared(here, at("203.0.112.9", lisbon, [kind]), 1, { anonymisersExplain: true })).toMatchObject({
        explained: true,
      });
    },
  );

  test("is never Tor", () => {
    const hidden = at("203.0.113.7", singapore, ["hosting", "tor"]);
    expect(compared(hidden, there, 1, { anonymisersExplain: true })).toMatchObject({ explained: false });
  });
});

describe("nothing can be said", () => {
  test("of a place that is not known, and it is said which", () => {
    expect(compared(at("203.0.113.7", null), there, 1)).toMatchObject({
      impossible: false,
      explained: false,
      distanceKm: null,
      speedKmh: null,
      insufficient: "the place of 203.0.113.7 is not known",
    });
    const both = compared(at("203.0.113.7", null), at("203.0.112.9", null), 1);
    expect(both.insufficient).toBe("the place of 203.0.113.7 and 203.0.112.9 is not known");
  });

  test("of a distance to a login through our own VPN", () => {
    const comparison = compared(here, at("192.0.2.9", lisbon), 1);
    expect(comparison).toMatchObject({
      impossible: false,
      explained: false,
      insufficient: expect.stringMatching(/VPN/),
    });
  });
});
