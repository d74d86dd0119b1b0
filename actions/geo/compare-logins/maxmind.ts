// MaxMind says where both addresses are; both are asked at the same time.
import { settings } from "../../kit/runtime/environment.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { country, words } from "../../kit/runtime/observed.ts";
import { type City, findCity } from "../maxmind-client.ts";
import { maxmind } from "../vendors.ts";
import { compareLogins } from "./action.ts";
import { compare, type Location } from "./compare.ts";

export const handler = implement(compareLogins, maxmind, async ({ input, secrets, http }) => {
  const credentials = { account: await secrets.account(), licenceKey: await secrets.licenceKey() };
  const locate = async (ip: string) => location(ip, await findCity(http, credentials, ip));
  const [current, previous] = await Promise.all([
    locate(input.ip),
    input.previousIp === null ? null : locate(input.previousIp),
  ]);
  return compare(input, current, previous, settings().networks);
});

const location = (ip: string, found: City | null): Location => ({
  ip,
  place: placeOf(found),
  network: words(found?.traits?.network, 50),
  autonomousSystem: found?.traits?.autonomous_system_number ?? null,
  organisation: words(found?.traits?.organization ?? found?.traits?.autonomous_system_organization, 200),
  anonymity: anonymityOf(found),
});

/** Without a city the point is the middle of a country: known no better than that, whatever radius is claimed. */
const countryRadiusKm = 1_000;

function placeOf(found: City | null): Location["place"] {
  const { latitude, longitude, accuracy_radius: radius } = found?.location ?? {};
  if (latitude === undefined || longitude === undefined) return null;
  const city = words(found?.city?.names?.en, 120);
  const radiusKm = city === null ? Math.max(radius ?? 0, countryRadiusKm) : (radius ?? 100);
  return {
    latitude,
    longitude,
    radiusKm: Math.min(radiusKm, 20_040),
    city,
    country: country(found?.country?.iso_code),
  };
}

function anonymityOf(found: City | null): Location["anonymity"] {
  const traits = { ...found?.traits, ...found?.anonymizer };
  const kinds: [boolean | undefined, Location["anonymity"][number]][] = [
    [traits.is_anonymous_vpn, "vpn"],
    [traits.is_public_proxy, "proxy"],
    [traits.is_residential_proxy, "residential-proxy"],
    [traits.user_type === "consumer_privacy_network", "relay"],
    [traits.is_hosting_provider, "hosting"],
    [traits.is_tor_exit_node, "tor"],
    [traits.is_satellite_provider, "satellite"],
  ];
  return kinds.flatMap(([is, kind]) => (is ? [kind] : []));
}
