// Which authorities a domain lets sign certificates for it. A certificate of another one was not ours to ask for.
import * as z from "zod";
import { defineAction, domainName, seconds, text } from "../../kit/contract/index.ts";

export const findCaa = defineAction({
  id: "dns.find-caa",
  title: "Look up who may issue certificates for a domain",
  docs: "https://developers.google.com/speed/public-dns/docs/doh/json",
  effect: "read",
  input: z.object({ domain: domainName }),
  output: z.object({
    /** False when neither the domain nor one above it says anything: then any authority may issue. */
    found: z.boolean(),
    /** The domain that says so: the one asked about, or one above it. */
    domain: text(255).nullable(),
    /** Authorities that may issue, by their domains; none of them when it is found and empty. */
    issue: z.array(text(255)).max(20),
    /** The same for names with a star; null where they are not told apart. */
    issueWild: z.array(text(255)).max(20).nullable(),
    /** Where violations are to be reported. */
    report: z.array(text(320)).max(10),
    /** The resolver has checked the signatures of DNSSEC. */
    authenticated: z.boolean(),
  }),
  secrets: {},
  hosts: ["dns.google"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.3), output: 16_384 },
  examples: [
    {
      title: "a domain that lets only Amazon issue",
      input: { domain: "payments.example.com" },
      output: {
        found: true,
        domain: "example.com",
        issue: ["amazon.com", "amazontrust.com"],
        issueWild: null,
        report: ["mailto:security@example.com"],
        authenticated: true,
      },
    },
    {
      title: "a domain that says nothing",
      input: { domain: "lioncity-vps.example" },
      output: { found: false, domain: null, issue: [], issueWild: null, report: [], authenticated: false },
    },
  ],
});
