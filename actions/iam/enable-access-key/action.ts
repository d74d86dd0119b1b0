// Gives a key back that was taken out of use: the inverse of disabling it, and only while it is as it was left.
import * as z from "zod";
import { defineAction, seconds } from "../../kit/contract/index.ts";
import { accessKey, keyStatus, ownerOf } from "../access-key.ts";

const key = { accessKeyId: "AKIAEXAMPLEMARIA0001", userName: "maria.lopez", account: "111122223333" };

export const enableAccessKey = defineAction({
  id: "iam.enable-access-key",
  title: "Enable an access key again",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html",
  effect: "contain",
  input: z.object({
    key: accessKey.pick({ accessKeyId: true, userName: true, account: true }),
    /** The state that disabling left behind. */
    left: keyStatus,
    /** The state that disabling found, which is given back. An expired key stays so. */
    restore: keyStatus,
  }),
  output: z.object({ changed: z.boolean(), found: keyStatus, left: keyStatus }),
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:ListAccessKeys", "iam:UpdateAccessKey"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
  ],
  repeat: { by: "natural" },
  target: ({ key: { accessKeyId, userName, account } }) => ({
    id: accessKeyId,
    label: `access key ${accessKeyId} of ${userName}`,
    account,
    owner: ownerOf({ account, userName }),
  }),
  wouldDo: ({ key: { accessKeyId, userName }, left, restore }) => ({
    sentence:
      left === restore
        ? `would change nothing: the access key ${accessKeyId} of ${userName} was found ${restore.toLowerCase()}`
        : `would make the access key ${accessKeyId} of ${userName} ${restore.toLowerCase()} again, if it is still ${left.toLowerCase()}`,
    output: { changed: left !== restore, found: left, left: restore },
  }),
  undo: {
    action: "iam.disable-access-key",
    title: "Disable the access key",
    input: ({ key }, { left }) => ({
      key: { ...key, status: left, created: null, lastUsed: null, lastUsedService: null },
    }),
  },
  verification: "the list of the user's keys shows the key in the state that was found",
  blastRadius: { perHour: 20 },
  limits: { timeout: seconds(30), typical: seconds(0.5), output: 512 },
  examples: [
    {
      title: "a key that was in use before",
      input: { key, left: "Inactive", restore: "Active" },
      output: { changed: true, found: "Inactive", left: "Active" },
    },
    {
      title: "a key that was out of use before it was disabled",
      input: { key, left: "Inactive", restore: "Inactive" },
      output: { changed: false, found: "Inactive", left: "Inactive" },
    },
  ],
});
