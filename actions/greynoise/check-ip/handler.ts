// Asks GreyNoise about an IPv4 address of the open internet; it knows no others.
import { isIPv6 } from "node:net";
import { PermanentFailure } from "../../kit/contract/index.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { refuseInner, words } from "../../kit/runtime/observed.ts";
import { findAddress } from "../client.ts";
import { checkIp } from "./action.ts";

export const handler = implement(checkIp, async ({ input, secrets, http }) => {
  refuseInner(input.ip, "GreyNoise");
  if (isIPv6(input.ip)) {
    throw new PermanentFailure("InvalidInput", `${input.ip} is an IPv6 address: GreyNoise knows only IPv4 addresses`);
  }
  const found = await findAddress(http, await secrets.apiKey(), input.ip);
  return {
    seen: found !== null,
    scanner: found?.noise ?? false,
    commonService: found?.riot ?? false,
    classification: classificationOf(found?.classification),
    name: nameOf(found?.name),
    lastSeen: found?.last_seen?.slice(0, 10) || null,
  };
});

const known = ["benign", "malicious", "suspicious"] as const;

const classificationOf = (said: string | undefined) => known.find((one) => one === said) ?? ("unknown" as const);

/** GreyNoise writes `unknown` where it has no name. */
const nameOf = (said: string | null | undefined): string | null => (said === "unknown" ? null : words(said, 200));
