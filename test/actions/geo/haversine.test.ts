// Distances over the earth, against distances that others have measured, and the laws that every distance obeys.
import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceKm } from "../../../actions/geo/haversine.ts";

const lisbon = { latitude: 38.7223, longitude: -9.1393 };
const singapore = { latitude: 1.3521, longitude: 103.8198 };
const london = { latitude: 51.5074, longitude: -0.1278 };
const newYork = { latitude: 40.7128, longitude: -74.006 };

test.each([
  ["London and New York", london, newYork, 5_570],
  ["Lisbon and Singapore", lisbon, singapore, 11_876],
  ["the poles", { latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 }, 20_015],
  ["both sides of the date line", { latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }, 111.2],
  ["opposite points", { latitude: 12, longitude: 34 }, { latitude: -12, longitude: -146 }, 20_015],
  ["a point and itself", lisbon, lisbon, 0],
] as const)("of %s is known within half a percent", (_what, from, to, km) => {
  expect(Math.abs(distanceKm(from, to) - km)).toBeLessThanOrEqual(km * 0.005 + 1e-9);
});

test("is the same in both directions, never negative, never beyond the other side of the earth", () => {
  const point = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (a, b) => {
      const distance = distanceKm(a, b);
      expect(distance).toBeCloseTo(distanceKm(b, a), 6);
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(distance).toBeLessThanOrEqual(20_016);
    }),
  );
});
