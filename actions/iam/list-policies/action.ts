// What a principal is allowed by: policies attached to it, written into it, and had through its groups.
import * as z from "zod";
import { defineAction, principal, seconds, text } from "../../kit/contract/index.ts";

const maria = principal.parse({
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
});

export const listPolicies = defineAction({
  id: "iam.list-policies",
  title: "List the policies of a principal",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html",
  effect: "read",
  complete: true,
  input: z.object({ principal }),
  /** A list that does not fit is a failure, never a part. */
  output: z.object({
    /** AWS's own policy for administrators is among them. */
    administrator: z.boolean(),
    items: z
      .array(
        z.object({
          name: text(128),
          /** Null for one that is written into the principal or its group. */
          arn: text(2_048).nullable(),
          /** The group that it comes from; null for one of the principal's own. */
          group: text(128).nullable(),
        }),
      )
      .max(100),
  }),
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:ListAttachedUserPolicies", "iam:ListUserPolicies", "iam:ListGroupsForUser"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
    {
      actions: ["iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies"],
      resources: ["arn:aws:iam::${account}:group/*"],
    },
    {
      actions: ["iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      resources: ["arn:aws:iam::${account}:role/*"],
    },
  ],
  limits: { timeout: seconds(10), typical: seconds(0.4), output: 32_768 },
  examples: [
    {
      title: "a user who may read, and one thing more",
      input: { principal: maria },
      output: {
        administrator: false,
        items: [
          { name: "ReadOnlyAccess", arn: "arn:aws:iam::aws:policy/ReadOnlyAccess", group: null },
          { name: "payments-artifacts", arn: null, group: null },
        ],
      },
    },
  ],
});
