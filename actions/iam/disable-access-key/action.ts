// Takes a long-term key out of use. It stays, and can be given back. Sessions that were made with it live on.
import * as z from "zod";
import { defineAction, seconds } from "../../kit/contract/index.ts";
import { accessKey, keyStatus, ownerOf } from "../access-key.ts";

const example = {
  accessKeyId: "AKIAEXAMPLEMARIA0001",
  userName: "maria.lopez",
  account: "111122223333",
  status: "Active" as const,
  created: "2025-10-08T10:40:00.000Z",
  lastUsed: "2026-11-22T10:39:00.000Z",
  lastUsedService: "iam",
};

export const disableAccessKey = defineAction({
  id: "iam.disable-access-key",
  title: "Disable an access key",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html",
  effect: "contain",
  input: z.object({ key: accessKey }),
  output: z.object({
    /** False when it was out of use already. */
    changed: z.boolean(),
    /** The state before the first attempt. */
    found: keyStatus,
    /** The state that was left behind. */
    left: keyStatus,
  }),
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:ListAccessKeys", "iam:UpdateAccessKey"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
  ],
  repeat: { by: "natural" },
  target: ({ key }) => ({
    id: key.accessKeyId,
    label: `access key ${key.accessKeyId} of ${key.userName}`,
    account: key.account,
    owner: ownerOf(key),
  }),
  wouldDo: ({ key }) => ({
    sentence:
      key.status === "Active"
        ? `would disable the access key ${key.accessKeyId} of ${key.userName}`
        : `would change nothing: the access key ${key.accessKeyId} of ${key.userName} is disabled already`,
    output: { changed: key.status === "Active", found: key.status, left: "Inactive" as const },
  }),
  undo: {
    action: "iam.enable-access-key",
    title: "Enable the access key again",
    input: ({ key: { accessKeyId, userName, account } }, { found, left }) => ({
      key: { accessKeyId, userName, account },
      left,
      restore: found,
    }),
  },
  verification: "the list of the user's keys shows the key as inactive",
  blastRadius: { perHour: 20 },
  limits: { timeout: seconds(30), typical: seconds(0.5), output: 512 },
  examples: [
    { title: "a key in use", input: { key: example }, output: { changed: true, found: "Active", left: "Inactive" } },
    {
      title: "a key that is out of use already",
      input: { key: { ...example, status: "Inactive" } },
      output: { changed: false, found: "Inactive", left: "Inactive" },
    },
  ],
});
