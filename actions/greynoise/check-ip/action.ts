// Whether an address scans everybody, belongs to a service that everybody uses, or neither. Neither is no judgement.
import * as z from "zod";
import { defineAction, ipAddress, seconds, secret, text } from "../../kit/contract/index.ts";

export const checkIp = defineAction({
  id: "greynoise.check-ip",
  title: "Check an IP address in GreyNoise",
  docs: "https://docs.greynoise.io/reference/get_v3-community-ip",
  effect: "read",
  input: z.object({ ip: ipAddress }),
  output: z.object({
    /** False when GreyNoise has not observed it; then nothing else says anything. */
    seen: z.boolean(),
    /** It scans the internet at large: an attack by it is not aimed at us alone. */
    scanner: z.boolean(),
    /** It belongs to a service that is known to be harmless, such as a resolver or an update server. */
    commonService: z.boolean(),
    classification: z.enum(["benign", "malicious", "suspicious", "unknown"]),
    /** The scanner's or the service's name. */
    name: text(200).nullable(),
    /** The day on which it was last observed. */
    lastSeen: z.iso.date().nullable(),
  }),
  secrets: { apiKey: secret("greynoise/api-key") },
  hosts: ["api.greynoise.io"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.4), output: 1_024 },
  examples: [
    {
      title: "an address that scans everybody",
      input: { ip: "203.0.113.7" },
      output: {
        seen: true,
        scanner: true,
        commonService: false,
        classification: "malicious",
        name: null,
        lastSeen: "2026-11-21",
      },
    },
    {
      title: "an address that nobody has observed",
      input: { ip: "192.0.2.44" },
      output: {
        seen: false,
        scanner: false,
        commonService: false,
        classification: "unknown",
        name: null,
        lastSeen: null,
      },
    },
  ],
});
