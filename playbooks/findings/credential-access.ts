// Credentials read or used by somebody who should not: a secret fetched, an instance's credentials used elsewhere.
import * as z from "zod";
import { ipAddress, text, userClaim } from "../../actions/kit/contract/index.ts";
import { envelope, time } from "./envelope.ts";

export const CredentialAccess = envelope.extend({
  kind: z.literal("credential-access"),
  /** Who it claims has read or used them. */
  user: userClaim.describe("an object with the user's name"),
  /** Null where a service acted for somebody. */
  sourceIp: ipAddress.nullable().default(null).describe("an IP address, or null"),
  accessedAt: time,
  /** The secret or parameter, by name or ARN; null where no single one is named. */
  secret: text(2_048).nullable().default(null).describe("a text of at most 2048 characters, or null"),
  /** The access key that was used. */
  accessKeyId: text(128).nullable().default(null).describe("a text of at most 128 characters, or null"),
  /** The API operation, as in `GetSecretValue`. */
  operation: text(200).nullable().default(null).describe("a text of at most 200 characters, or null"),
  userAgent: text(1_000).nullable().default(null).describe("a text of at most 1000 characters, or null"),
});
export type CredentialAccess = z.infer<typeof CredentialAccess>;
