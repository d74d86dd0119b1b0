// Asks VirusTotal about an address of the open internet.
import { implement } from "../../kit/runtime/implement.ts";
import { country, refuseInner, words } from "../../kit/runtime/observed.ts";
import { type Address, findAddress } from "../client.ts";
import { judged } from "../judged.ts";
import { checkIp } from "./action.ts";

export const handler = implement(checkIp, async ({ input, secrets, http }) => {
  refuseInner(input.ip, "VirusTotal");
  const found = await findAddress(http, await secrets.apiKey(), input.ip);
  return described(found ?? {});
});

const described = (found: Address) => ({
  ...judged(found),
  owner: words(found.as_owner, 200),
  autonomousSystem: found.asn ?? null,
  network: words(found.network, 50),
  country: country(found.country),
});
