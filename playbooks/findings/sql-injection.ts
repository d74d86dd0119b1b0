// SQL in a web request where none belongs: who sent it, to what, and whether it was let through.
import * as z from "zod";
import { ipAddress, text } from "../../actions/kit/contract/index.ts";
import { envelope } from "./envelope.ts";

export const SqlInjection = envelope.extend({
  kind: z.literal("sql-injection"),
  sourceIp: ipAddress.describe("an IP address"),
  /** The site that was asked, by name. */
  host: text(300).nullable().default(null).describe("a text of at most 300 characters, or null"),
  url: text(2_048).nullable().default(null).describe("a text of at most 2048 characters, or null"),
  method: text(20).nullable().default(null).describe("a text of at most 20 characters, or null"),
  /** What matched, as the publisher shows it: hostile text, shown and never used. */
  payload: text(2_048).nullable().default(null).describe("a text of at most 2048 characters, or null"),
  userAgent: text(1_000).nullable().default(null).describe("a text of at most 1000 characters, or null"),
  requests: z.int().min(0).nullable().default(null).describe("a whole number, or null"),
  /** Whether something before the application refused it; null where the publisher does not say. */
  blocked: z.boolean().nullable().default(null).describe("true, false or null"),
});
export type SqlInjection = z.infer<typeof SqlInjection>;
