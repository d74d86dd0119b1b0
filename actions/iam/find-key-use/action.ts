// Whose access key it is, and when, where and for what it was last used. IAM tells so without knowing whose it is beforehand.
import * as z from "zod";
import { defineAction, seconds, text, timestamp } from "../../kit/contract/index.ts";

export const findKeyUse = defineAction({
  id: "iam.find-key-use",
  title: "Find out when an access key was last used",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html",
  effect: "read",
  input: z.object({ accessKeyId: z.string().regex(/^[A-Z0-9]{16,128}$/) }),
  output: z.object({
    userName: text(128).nullable(),
    /** Null when it was never used, as far as IAM knows. */
    lastUsed: timestamp.nullable(),
    service: text(100).nullable(),
    region: text(40).nullable(),
  }),
  secrets: {},
  hosts: [],
  permissions: [{ actions: ["iam:GetAccessKeyLastUsed"], resources: ["arn:aws:iam::${account}:user/*"] }],
  limits: { timeout: seconds(10), typical: seconds(0.2), output: 512 },
  examples: [
    {
      title: "a key that was used a minute ago",
      input: { accessKeyId: "AKIAEXAMPLEMARIA0001" },
      output: {
        userName: "maria.lopez",
        lastUsed: "2026-11-22T10:39:00.000Z",
        service: "iam",
        region: "us-east-1",
      },
    },
    {
      title: "a key that was never used",
      input: { accessKeyId: "AKIAEXAMPLEUNUSED001" },
      output: { userName: "dana.kim", lastUsed: null, service: null, region: null },
    },
  ],
});
