// The long-term keys that a principal has, every one of them. Principals that cannot have any have none.
import * as z from "zod";
import { defineAction, principal, seconds } from "../../kit/contract/index.ts";
import { accessKey } from "../access-key.ts";

export const listAccessKeys = defineAction({
  id: "iam.list-access-keys",
  title: "List the access keys of a principal",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html",
  effect: "read",
  complete: true,
  input: z.object({ principal }),
  /** A user may have two; the bound leaves room, and a list that does not fit is a failure, never a part. */
  output: z.object({ items: z.array(accessKey).max(10) }),
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
  ],
  limits: { timeout: seconds(10), typical: seconds(0.4), output: 16_384 },
  examples: [
    {
      title: "a user with one key in use",
      input: {
        principal: principal.parse({
          type: "iam-user",
          id: "arn:aws:iam::111122223333:user/maria.lopez",
          account: "111122223333",
          name: "maria.lopez",
        }),
      },
      output: {
        items: [
          {
            accessKeyId: "AKIAEXAMPLEMARIA0001",
            userName: "maria.lopez",
            account: "111122223333",
            status: "Active",
            created: "2025-10-08T10:40:00.000Z",
            lastUsed: "2026-11-22T10:39:00.000Z",
            lastUsedService: "iam",
          },
        ],
      },
    },
    {
      title: "a role session, which has none",
      input: {
        principal: principal.parse({
          type: "iam-role-session",
          id: "arn:aws:sts::111122223333:assumed-role/payments-deploy/ci",
          account: "111122223333",
          role: "payments-deploy",
          session: "ci",
        }),
      },
      output: { items: [] },
    },
  ],
});
