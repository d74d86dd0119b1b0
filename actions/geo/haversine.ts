// The distance of two points over the surface of the earth, taken as a sphere: at most half a percent off.

export interface Point {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** The earth's mean radius. */
const radiusKm = 6_371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The great-circle distance in kilometres. */
export function distanceKm(from: Point, to: Point): number {
  const north = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const east = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const chord = north + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * east;
  return 2 * radiusKm * Math.asin(Math.sqrt(Math.min(1, chord)));
}
