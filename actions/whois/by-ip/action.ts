// To whom the network of an address is registered, and where its abuse is reported.
import * as z from "zod";
import { countryCode, defineAction, ipAddress, seconds, text, timestamp } from "../../kit/contract/index.ts";

export const byIp = defineAction({
  id: "whois.by-ip",
  title: "Ask who an IP address is registered to",
  docs: "https://www.rfc-editor.org/rfc/rfc9083.html#section-5.4",
  effect: "read",
  input: z.object({ ip: ipAddress }),
  output: z.object({
    /** The registry's own id of the network. */
    handle: text(120).nullable(),
    name: text(120).nullable(),
    /** First and last address. */
    first: ipAddress,
    last: ipAddress,
    kind: text(80).nullable(),
    country: countryCode.nullable(),
    organisation: text(200).nullable(),
    registeredAt: timestamp.nullable(),
    abuseContact: text(320).nullable(),
    /** The host that answered. */
    registry: text(255),
  }),
  secrets: {},
  hosts: [
    "data.iana.org",
    "rdap.afrinic.net",
    "rdap.apnic.net",
    "rdap.arin.net",
    "rdap.db.ripe.net",
    "rdap.lacnic.net",
    // Where LACNIC sends questions about Brazil.
    "rdap.registro.br",
  ],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.6), output: 3_072 },
  examples: [
    {
      title: "a network in Singapore",
      input: { ip: "203.0.113.7" },
      output: {
        handle: "203.0.113.0 - 203.0.113.255",
        name: "EXAMPLE-HOSTING-SG",
        first: "203.0.113.0",
        last: "203.0.113.255",
        kind: "ASSIGNED NON-PORTABLE",
        country: "SG",
        organisation: "Example Hosting Pte Ltd",
        registeredAt: "2019-04-02T03:11:00.000Z",
        abuseContact: "abuse@hosting.example",
        registry: "rdap.apnic.net",
      },
    },
    {
      title: "a network whose registry names neither country nor abuse contact",
      input: { ip: "2001:db8::7" },
      output: {
        handle: "NET6-2001-DB8-1",
        name: "EXAMPLE-V6",
        first: "2001:db8::",
        last: "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        kind: "DIRECT ALLOCATION",
        country: null,
        organisation: "Example Org",
        registeredAt: null,
        abuseContact: null,
        registry: "rdap.arin.net",
      },
    },
  ],
});
