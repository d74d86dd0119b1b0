// How many engines call a file malicious, by its hash: the file itself never leaves us.
import * as z from "zod";
import { defineAction, fileHash, seconds, secret, text, timestamp } from "../../kit/contract/index.ts";
import { judgement } from "../judgement.ts";

export const checkFile = defineAction({
  id: "virustotal.check-file",
  title: "Check the hash of a file in VirusTotal",
  docs: "https://docs.virustotal.com/reference/file-info",
  effect: "read",
  input: z.object({ hash: fileHash }),
  output: z.object({
    ...judgement,
    sha256: fileHash.nullable(),
    name: text(200).nullable(),
    kind: text(120).nullable(),
    /** In bytes. */
    size: z.int().min(0).nullable(),
    firstSeenAt: timestamp.nullable(),
    /** What the engines together call it. */
    threat: text(200).nullable(),
  }),
  secrets: { apiKey: secret("virustotal/api-key") },
  hosts: ["www.virustotal.com"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.5), output: 4_096 },
  examples: [
    {
      title: "a known loader",
      input: { hash: "44d88612fea8a8f36de82e1278abb02f" },
      output: {
        seen: true,
        malicious: 61,
        suspicious: 0,
        harmless: 0,
        undetected: 9,
        reputation: -320,
        analysedAt: "2026-11-22T08:03:11.000Z",
        tags: ["peexe"],
        sha256: "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
        name: "invoice.exe",
        kind: "Win32 EXE",
        size: 412_160,
        firstSeenAt: "2026-10-02T11:41:09.000Z",
        threat: "trojan.loader/example",
      },
    },
    {
      title: "a file that VirusTotal has never seen",
      input: { hash: "0123456789abcdef0123456789abcdef01234567" },
      output: {
        seen: false,
        malicious: 0,
        suspicious: 0,
        harmless: 0,
        undetected: 0,
        reputation: 0,
        analysedAt: null,
        tags: [],
        sha256: null,
        name: null,
        kind: null,
        size: null,
        firstSeenAt: null,
        threat: null,
      },
    },
  ],
});
