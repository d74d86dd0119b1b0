// Where identities live. Permissions stand in each contract, because for AWS they are the functions' own.
import { defineVendor } from "../kit/contract/index.ts";

export const aws = defineVendor({
  system: "aws",
  secrets: {},
  hosts: [],
  permissions: [
    {
      actions: ["iam:GetUser"],
      resources: ["arn:aws:iam::${account}:user/*"],
    },
    {
      actions: ["iam:GetRole"],
      resources: ["arn:aws:iam::${account}:role/*"],
    },
  ],
});
