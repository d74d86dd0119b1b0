// Asks VirusTotal about an address of the open internet.
import { implement } from "../../kit/runtime/implement.ts";
import { country, moment, refuseInner, words } from "../../kit/runtime/observed.ts";
import { type Address, findAddress } from "../client.ts";
import { checkIp } from "./action.ts";

export const handler = implement(checkIp, async ({ input, secrets, http }) => {
  refuseInner(input.ip, "VirusTotal");
  const found = await findAddress(http, await secrets.apiKey(), input.ip);
  return { seen: found?.last_analysis_stats !== undefined, ...described(found ?? {}) };
});

const described = (found: Address) => ({
  malicious: found.last_analysis_stats?.malicious ?? 0,
  suspicious: found.last_analysis_stats?.suspicious ?? 0,
  harmless: found.last_analysis_stats?.harmless ?? 0,
  undetected: found.last_analysis_stats?.undetected ?? 0,
  reputation: found.reputation ?? 0,
  owner: words(found.as_owner, 200),
  autonomousSystem: found.asn ?? null,
  network: words(found.network, 50),
  country: country(found.country),
  analysedAt: moment(found.last_analysis_date),
  tags: (found.tags ?? []).slice(0, 20).map((tag) => words(tag, 60) ?? ""),
});
