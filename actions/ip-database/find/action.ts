// What the team already knows of an address.
import * as z from "zod";
import { defineAction, ipAddress, seconds, text, timestamp, verdict } from "../../kit/contract/index.ts";

export const find = defineAction({
  id: "ip-database.find",
  title: "Look an IP address up in the internal database",
  docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html",
  effect: "read",
  input: z.object({ ip: ipAddress }),
  output: z.object({
    found: z.boolean(),
    /** Our judgement of the address; `unknown` until somebody made one. */
    verdict,
    note: text(500).nullable(),
    addedAt: timestamp.nullable(),
    source: text(300).nullable(),
  }),
  secrets: {},
  hosts: [],
  permissions: [{ actions: ["dynamodb:GetItem"], resources: ["${table:riposte-ip-addresses}"] }],
  limits: { timeout: seconds(5), typical: seconds(0.2), output: 1_536 },
  examples: [
    {
      title: "an address of an earlier case",
      input: { ip: "203.0.113.7" },
      output: {
        found: true,
        verdict: "malicious",
        note: "password spraying in October",
        addedAt: "2026-10-02T08:00:00.000Z",
        source: "finding-1042",
      },
    },
    {
      title: "an address that nobody has met",
      input: { ip: "192.0.2.44" },
      output: { found: false, verdict: "unknown", note: null, addedAt: null, source: null },
    },
  ],
});
