// A new certificate for a name of ours: by whom, and which authority signed it.
import * as z from "zod";
import { ipAddress, text, userClaim } from "../../actions/kit/contract/index.ts";
import { envelope, time } from "./envelope.ts";

export const CertificateIssued = envelope.extend({
  kind: z.literal("certificate-issued"),
  /** The names it is good for, the subject's first. */
  names: z.array(text(253).min(1)).min(1).max(100).describe("a list of 1 to 100 names"),
  issuedAt: time,
  issuer: text(500).nullable().default(null).describe("a text of at most 500 characters, or null"),
  serial: text(128).nullable().default(null).describe("a text of at most 128 characters, or null"),
  /** Its ARN, where it is one of AWS. */
  certificate: text(2_048).nullable().default(null).describe("a text of at most 2048 characters, or null"),
  /** Who it claims has asked for it; null for one seen in public logs. */
  user: userClaim.nullable().default(null).describe("an object with the user's name, or null"),
  sourceIp: ipAddress.nullable().default(null).describe("an IP address, or null"),
});
export type CertificateIssued = z.infer<typeof CertificateIssued>;
