// An access key as it is listed and as it is handed to containment: never with its secret, which IAM does not tell.
import * as z from "zod";
import { awsAccount, text, timestamp } from "../kit/contract/index.ts";

export const keyStatus = z.enum(["Active", "Inactive", "Expired"]);
export type KeyStatus = z.infer<typeof keyStatus>;

export const accessKey = z.object({
  accessKeyId: z.string().regex(/^[A-Z0-9]{16,128}$/),
  userName: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  account: awsAccount,
  status: keyStatus,
  created: timestamp.nullable(),
  /** Null when it was never used, as far as IAM knows. */
  lastUsed: timestamp.nullable(),
  lastUsedService: text(100).nullable(),
});
export type AccessKey = z.infer<typeof accessKey>;

/** Whose key it is, by canonical id: names of users are unique in an account, whatever their path. */
export const ownerOf = ({ account, userName }: Pick<AccessKey, "account" | "userName">): string =>
  `arn:aws:iam::${account}:user/${userName}`;
