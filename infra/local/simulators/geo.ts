// MaxMind's GeoIP2 web service: the City Plus answer, where the account is the user and the licence key the password.
import ipaddr from "ipaddr.js";
import type { WireHandler, WireResponse } from "../wire.ts";
import { decoded, json } from "./answers.ts";
import type { Network } from "./organisation/networks.ts";
import type { Territory } from "./organisation/places.ts";
import { canonicalAddress, type Organisation } from "./organisation.ts";
import { simulatedSecrets } from "./secrets.ts";

const prefix = "/geoip/v2.1/city/";

export function createGeo({ organisation }: { readonly organisation: Organisation }): WireHandler {
  return async (request) => {
    if (request.method !== "GET" || !request.path.startsWith(prefix)) {
      return refusal(404, "PATH_NOT_FOUND", "The path does not exist.");
    }
    const refused = credentialsRefused(request.headers.authorization);
    if (refused) return refused;
    const asked = decoded(request.path.slice(prefix.length)) ?? "";
    if (asked === "")
      return refusal(400, "IP_ADDRESS_REQUIRED", "You have not supplied an IP address, which is a required field.");
    const ip = canonicalAddress(asked);
    if (ip === null) return refusal(400, "IP_ADDRESS_INVALID", `The value "${asked}" is not a valid IP address.`);
    const network = organisation.networkOf(ip);
    if (network) return found(ip, network);
    if (ipaddr.parse(ip).range() !== "unicast") {
      return refusal(
        400,
        "IP_ADDRESS_RESERVED",
        `The IP address "${ip}" is a reserved IP address (private, multicast, etc.).`,
      );
    }
    return refusal(404, "IP_ADDRESS_NOT_FOUND", `The address "${ip}" is not in our database.`);
  };
}

function found(ip: string, network: Network): WireResponse {
  const { city, territory, anonymity } = network;
  const body = {
    ...(city ? { city: { geoname_id: city.geonameId, names: { en: city.name } } } : {}),
    continent: {
      code: territory.continent.code,
      geoname_id: territory.continent.geonameId,
      names: { en: territory.continent.name },
    },
    country: country(territory),
    location: {
      accuracy_radius: network.radiusKm,
      latitude: network.middle.latitude,
      longitude: network.middle.longitude,
      ...(city ? { time_zone: city.timeZone } : {}),
    },
    maxmind: { queries_remaining: 54_321 },
    ...(city ? { postal: { code: city.postalCode } } : {}),
    registered_country: country(territory),
    ...(city?.subdivision ? { subdivisions: [subdivision(city.subdivision)] } : {}),
    traits: {
      autonomous_system_number: network.asn,
      autonomous_system_organization: network.asnName,
      connection_type: network.connection,
      domain: network.domain,
      isp: network.holder.name,
      organization: network.holder.name,
      ip_address: ip,
      network: network.cidr,
      // As in MaxMind's answers, a trait that is not so is left out.
      ...(anonymity.vpn || anonymity.tor ? { is_anonymous: true } : {}),
      ...(anonymity.vpn ? { is_anonymous_vpn: true } : {}),
      ...(anonymity.hosting ? { is_hosting_provider: true } : {}),
      ...(anonymity.tor ? { is_tor_exit_node: true } : {}),
    },
  };
  return json(200, body, { "content-type": "application/vnd.maxmind.com-city+json; charset=UTF-8; version=2.1" });
}

const country = ({ code, geonameId, name }: Territory): object => ({
  iso_code: code,
  geoname_id: geonameId,
  names: { en: name },
});

const subdivision = ({ code, geonameId, name }: { code: string; geonameId: number; name: string }): object => ({
  iso_code: code,
  geoname_id: geonameId,
  names: { en: name },
});

function credentialsRefused(authorization: string | undefined): WireResponse | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "")?.[1];
  const [account = "", key = ""] = encoded ? Buffer.from(encoded, "base64").toString("utf8").split(/:(.*)/s) : [];
  if (account === "") {
    return refusal(
      401,
      "ACCOUNT_ID_REQUIRED",
      "You have not supplied a MaxMind account ID in the Authorization header.",
    );
  }
  if (key === "") {
    return refusal(
      401,
      "LICENSE_KEY_REQUIRED",
      "You have not supplied a MaxMind license key in the Authorization header.",
    );
  }
  const right =
    account === simulatedSecrets["geo/maxmind-account"] && key === simulatedSecrets["geo/maxmind-licence-key"];
  return right
    ? null
    : refusal(401, "AUTHORIZATION_INVALID", "Your account ID or license key could not be authenticated.");
}

const refusal = (status: number, code: string, error: string): WireResponse =>
  json(
    status,
    { code, error },
    { "content-type": "application/vnd.maxmind.com-error+json; charset=UTF-8; version=2.0" },
  );
