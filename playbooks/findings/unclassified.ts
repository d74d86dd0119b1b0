// A finding that no kind of ours describes. It keeps what every finding has, and whom and what it names, for triage.
import * as z from "zod";
import { ipAddress, text, userClaim } from "../../actions/kit/contract/index.ts";
import { envelope } from "./envelope.ts";

export const Unclassified = envelope.extend({
  kind: z.literal("unclassified"),
  /** The publisher's own name of what it found. */
  type: text(300).nullable().default(null).describe("a text of at most 300 characters, or null"),
  sourceIp: ipAddress.nullable().default(null).describe("an IP address, or null"),
  user: userClaim.nullable().default(null).describe("an object with the user's name, or null"),
  host: text(300).nullable().default(null).describe("a text of at most 300 characters, or null"),
});
export type Unclassified = z.infer<typeof Unclassified>;
