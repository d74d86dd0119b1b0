// Two logins of one user, too far apart in place for the time between them.
import * as z from "zod";
import { ipAddress, text, userClaim } from "../../actions/kit/contract/index.ts";
import { envelope, time } from "./envelope.ts";

const ip = ipAddress.describe("an IP address");

export const ImpossibleTravel = envelope.extend({
  kind: z.literal("impossible-travel"),
  /** Who it claims has logged in. */
  user: userClaim.describe("an object with the user's name"),
  /** Where the later login came from. */
  sourceIp: ip,
  loginAt: time,
  /** The login before; null where the publisher does not say. */
  previousIp: ip.nullable().default(null).describe("an IP address, or null"),
  previousLoginAt: time.nullable().default(null).describe('a time such as "2026-11-22T10:00:00Z", or null'),
  userAgent: text(1_000).nullable().default(null).describe("a text of at most 1000 characters, or null"),
  application: text(200).nullable().default(null).describe("a text of at most 200 characters, or null"),
});
export type ImpossibleTravel = z.infer<typeof ImpossibleTravel>;
