// Which certificates authorities have signed for a domain and what is below it, newest first: one that nobody asked for is
// how somebody else becomes us.
import * as z from "zod";
import { days, defineAction, domainName, duration, seconds, text, timestamp } from "../../kit/contract/index.ts";

export const issuedFor = defineAction({
  id: "certificates.issued-for",
  title: "Search certificate transparency logs for a domain",
  docs: "https://www.rfc-editor.org/rfc/rfc9162.html",
  effect: "read",
  input: z.object({
    domain: domainName,
    /** Certificates that begin to be good within this time. */
    lookback: duration.default(days(90)),
    /** At most so many certificates are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    /** How many there are, counted up to 1,000. */
    total: z.int().min(0).max(1_000),
    /** There are more than the list holds. */
    truncated: z.boolean(),
    /** Who signed them, the most recent first. */
    issuers: z.array(text(300)).max(20),
    certificates: z
      .array(
        z.object({
          /** The log search's own id of it. */
          id: text(100),
          issuer: text(300),
          /** Some of the names that it is good for. */
          names: z.array(text(253)).max(20),
          from: timestamp,
          until: timestamp,
          /** In hex; null where the source does not tell. */
          serial: text(100).nullable(),
          /** SHA-256 of the certificate, in hex; null where the source does not tell. */
          fingerprint: text(64).nullable(),
          /** Null where the source does not tell. */
          revoked: z.boolean().nullable(),
        }),
      )
      .max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(40), typical: seconds(3), output: 49_152 },
  examples: [
    {
      title: "a certificate of an authority that we do not use",
      input: { domain: "example.com" },
      output: {
        total: 1,
        truncated: false,
        issuers: ["C=US, O=Let's Encrypt, CN=E7"],
        certificates: [
          {
            id: "17777777777",
            issuer: "C=US, O=Let's Encrypt, CN=E7",
            names: ["payments.example.com"],
            from: "2026-11-22T09:12:00.000Z",
            until: "2027-02-20T09:11:59.000Z",
            serial: "04a1f30c2277b1",
            fingerprint: null,
            revoked: null,
          },
        ],
      },
    },
    {
      title: "a domain without certificates",
      input: { domain: "no-certificates.example", lookback: days(7) },
      output: { total: 0, truncated: false, issuers: [], certificates: [] },
    },
  ],
});
