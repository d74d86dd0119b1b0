// GreyNoise's community API: who scans everybody. What it has not observed is 404, with a body that says so.
import { isIPv4 } from "node:net";
import type { WireHandler } from "../wire.ts";
import { decoded, json } from "./answers.ts";
import { before, canonicalAddress, type Organisation } from "./organisation.ts";
import { simulatedSecrets } from "./secrets.ts";

const prefix = "/v3/community/";

export function createGreynoise({ organisation }: { readonly organisation: Organisation }): WireHandler {
  return async ({ method, path, headers }) => {
    if (headers.key !== simulatedSecrets["greynoise/api-key"]) return json(401, { message: "Invalid API key" });
    if (!path.startsWith(prefix)) return json(404, { message: "Not Found" });
    if (method !== "GET") return json(405, { message: "Method Not Allowed" });
    const ip = canonicalAddress(decoded(path.slice(prefix.length)) ?? "");
    if (ip === null || !isIPv4(ip)) return json(400, { message: "Request is not a valid routable IPv4 address" });
    const reputation = organisation.reputationOf(ip);
    if (reputation === null || reputation.reports === 0) {
      const message = "IP not observed scanning the internet or contained in RIOT data set.";
      return json(404, { ip, noise: false, riot: false, message });
    }
    return json(200, {
      ip,
      noise: true,
      riot: false,
      classification: reputation.abuseScore >= 50 ? "malicious" : "unknown",
      name: "unknown",
      link: `https://viz.greynoise.io/ip/${ip}`,
      last_seen: before(organisation.now(), reputation.latest[0]?.minutesAgo ?? 0)
        .toISOString()
        .slice(0, 10),
      message: "Success",
    });
  };
}
