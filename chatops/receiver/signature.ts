// Whether a request comes from Slack, by its signature over the very bytes and its time; nothing of it is parsed for that.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest } from "./function-url.ts";

/** How far a request's time may lie from ours, in seconds, either way. */
export const window = 300;

const signatureShape = /^v0=([0-9a-f]{64})$/;
const timestampShape = /^\d{9,11}$/;

export type Verified =
  | { readonly ok: true; readonly signature: string; readonly timestamp: number }
  | { readonly ok: false; readonly reason: string };

const refused = (reason: string): Verified => ({ ok: false, reason });

/** @param now in milliseconds since 1970 */
export function verified(
  { headers, body }: Pick<RawRequest, "headers" | "body">,
  secret: string,
  now: number,
): Verified {
  const time = headers["x-slack-request-timestamp"] ?? "";
  const given = signatureShape.exec(headers["x-slack-signature"] ?? "")?.[1];
  if (secret === "") return refused("there is no signing secret");
  if (given === undefined || !timestampShape.test(time)) return refused("the request is not signed");
  const timestamp = Number(time);
  if (Math.abs(Math.floor(now / 1_000) - timestamp) > window) {
    return refused(`the request's time is more than ${window} seconds away`);
  }
  const expected = createHmac("sha256", secret).update(`v0:${time}:`).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(given, "hex"))) return refused("the signature is not Slack's");
  return { ok: true, signature: given, timestamp };
}
