// Many failed logins from one address, and whether one of them succeeded in the end.
import * as z from "zod";
import { ipAddress, text, userClaim } from "../../actions/kit/contract/index.ts";
import { envelope } from "./envelope.ts";

export const LoginBruteForce = envelope.extend({
  kind: z.literal("login-brute-force"),
  sourceIp: ipAddress.describe("an IP address"),
  /** Whose login was tried; null when it was many people's, or when the publisher does not say. */
  user: userClaim.nullable().default(null).describe("an object with the user's name, or null"),
  /** How many logins failed; null where the publisher does not count. */
  attempts: z.int().min(0).nullable().default(null).describe("a whole number, or null"),
  /** How many accounts were tried; null where the publisher does not count. */
  accountsTried: z.int().min(0).nullable().default(null).describe("a whole number, or null"),
  /** Whether a login from this address succeeded after the failures. */
  succeeded: z.boolean().default(false).describe("true or false"),
  /** What was logged in to: a host, an instance, a database. */
  host: text(300).nullable().default(null).describe("a text of at most 300 characters, or null"),
  application: text(200).nullable().default(null).describe("a text of at most 200 characters, or null"),
  userAgent: text(1_000).nullable().default(null).describe("a text of at most 1000 characters, or null"),
});
export type LoginBruteForce = z.infer<typeof LoginBruteForce>;
