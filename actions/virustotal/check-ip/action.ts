// How many engines call an address malicious. An address that VirusTotal never saw is an answer, and not an error.
import * as z from "zod";
import { countryCode, defineAction, ipAddress, seconds, secret, text } from "../../kit/contract/index.ts";
import { judgement } from "../judgement.ts";

export const checkIp = defineAction({
  id: "virustotal.check-ip",
  title: "Check an IP address in VirusTotal",
  docs: "https://docs.virustotal.com/reference/ip-info",
  effect: "read",
  input: z.object({ ip: ipAddress }),
  output: z.object({
    ...judgement,
    owner: text(200).nullable(),
    autonomousSystem: z.int().min(0).max(4_294_967_295).nullable(),
    network: text(50).nullable(),
    country: countryCode.nullable(),
  }),
  secrets: { apiKey: secret("virustotal/api-key") },
  hosts: ["www.virustotal.com"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.5), output: 4_096 },
  examples: [
    {
      title: "an address that nine engines call malicious",
      input: { ip: "203.0.113.7" },
      output: {
        seen: true,
        malicious: 9,
        suspicious: 2,
        harmless: 55,
        undetected: 28,
        reputation: -14,
        owner: "Example Hosting",
        autonomousSystem: 64_500,
        network: "203.0.113.0/24",
        country: "SG",
        analysedAt: "2026-11-21T22:03:11.000Z",
        tags: [],
      },
    },
    {
      title: "an address that VirusTotal has never seen",
      input: { ip: "192.0.2.44" },
      output: {
        seen: false,
        malicious: 0,
        suspicious: 0,
        harmless: 0,
        undetected: 0,
        reputation: 0,
        owner: null,
        autonomousSystem: null,
        network: null,
        country: null,
        analysedAt: null,
        tags: [],
      },
    },
  ],
});
