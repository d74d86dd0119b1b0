// How many engines call a domain malicious. A domain that VirusTotal never saw is an answer, and not an error.
import * as z from "zod";
import { defineAction, domainName, seconds, secret, text, timestamp } from "../../kit/contract/index.ts";
import { judgement } from "../judgement.ts";

export const checkDomain = defineAction({
  id: "virustotal.check-domain",
  title: "Check a domain in VirusTotal",
  docs: "https://docs.virustotal.com/reference/domain-info",
  effect: "read",
  input: z.object({ domain: domainName }),
  output: z.object({ ...judgement, registrar: text(200).nullable(), createdAt: timestamp.nullable() }),
  secrets: { apiKey: secret("virustotal/api-key") },
  hosts: ["www.virustotal.com"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.5), output: 4_096 },
  examples: [
    {
      title: "a domain of three days that looks like ours",
      input: { domain: "examp1e-login.com" },
      output: {
        seen: true,
        malicious: 6,
        suspicious: 1,
        harmless: 58,
        undetected: 27,
        reputation: -3,
        analysedAt: "2026-11-22T08:03:11.000Z",
        tags: ["newly-registered"],
        registrar: "Example Registrar LLC",
        createdAt: "2026-11-19T02:11:00.000Z",
      },
    },
    {
      title: "a domain that VirusTotal has never seen",
      input: { domain: "never-seen.example.net" },
      output: {
        seen: false,
        malicious: 0,
        suspicious: 0,
        harmless: 0,
        undetected: 0,
        reputation: 0,
        analysedAt: null,
        tags: [],
        registrar: null,
        createdAt: null,
      },
    },
  ],
});
