// To whom a domain is registered, through whom and since when: a domain of three days is no old friend.
import * as z from "zod";
import { defineAction, domainName, seconds, text, timestamp } from "../../kit/contract/index.ts";

export const byDomain = defineAction({
  id: "whois.by-domain",
  title: "Ask who a domain is registered to",
  docs: "https://www.rfc-editor.org/rfc/rfc9083.html#section-5.3",
  effect: "read",
  input: z.object({ domain: domainName }),
  output: z.object({
    /** False when the registry says that neither the name nor one above it is registered; then all else is null. */
    registered: z.boolean(),
    /** The name that is registered: the one asked about, or one above it. */
    domain: text(255).nullable(),
    registrar: text(200).nullable(),
    /** The registrar's number at IANA. */
    registrarId: text(20).nullable(),
    registeredAt: timestamp.nullable(),
    changedAt: timestamp.nullable(),
    expiresAt: timestamp.nullable(),
    abuseContact: text(320).nullable(),
    statuses: z.array(text(120)).max(20),
    nameservers: z.array(text(255)).max(20),
    /** How the registry was asked. */
    by: z.enum(["rdap", "port-43"]),
    /** The host that answered. */
    registry: text(255),
  }),
  secrets: {},
  hosts: [
    "data.iana.org",
    "rdap.verisign.com",
    "rdap.publicinterestregistry.org",
    "rdap.identitydigital.services",
    "rdap.centralnic.com",
    "rdap.nominet.uk",
    "rdap.radix.host",
    "rdap.registry.in",
    "rdap.nic.fr",
    "rdap.sidn.nl",
    "rdap.norid.no",
    "rdap.registro.br",
    "pubapi.registry.google",
    // Port 43 begins here and goes where it says.
    "whois.iana.org",
  ],
  permissions: [],
  limits: { timeout: seconds(15), typical: seconds(0.7), output: 8_192 },
  examples: [
    {
      title: "a domain of three days that looks like ours",
      input: { domain: "examp1e-login.com" },
      output: {
        registered: true,
        domain: "examp1e-login.com",
        registrar: "Example Registrar LLC",
        registrarId: "9999",
        registeredAt: "2026-11-19T02:11:00.000Z",
        changedAt: null,
        expiresAt: "2027-11-19T02:11:00.000Z",
        abuseContact: "abuse@registrar.example",
        statuses: ["client transfer prohibited"],
        nameservers: ["ns1.hosting.example", "ns2.hosting.example"],
        by: "rdap",
        registry: "rdap.verisign.com",
      },
    },
    {
      title: "a domain that nobody has registered",
      input: { domain: "nobody-has-this.com" },
      output: {
        registered: false,
        domain: null,
        registrar: null,
        registrarId: null,
        registeredAt: null,
        changedAt: null,
        expiresAt: null,
        abuseContact: null,
        statuses: [],
        nameservers: [],
        by: "rdap",
        registry: "rdap.verisign.com",
      },
    },
  ],
});
