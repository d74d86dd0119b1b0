// Which second factors an IAM user has, and since when: one that is younger than the incident is the attacker's.
import * as z from "zod";
import { defineAction, principal, seconds, text, timestamp } from "../../kit/contract/index.ts";

const maria = principal.parse({
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
});

export const listSecondFactors = defineAction({
  id: "iam.list-second-factors",
  title: "List the second factors of a principal",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html",
  effect: "read",
  complete: true,
  input: z.object({ principal }),
  output: z.object({
    /** The user can sign in to the console: a password without a second factor is all that is needed there. */
    password: z.boolean(),
    passwordSetAt: timestamp.nullable(),
    /** When the youngest was enabled; null where there is none. */
    youngest: timestamp.nullable(),
    /** A user may have eight; a list that does not fit is a failure, never a part. */
    items: z.array(z.object({ serial: text(256), enabledAt: timestamp.nullable() })).max(8),
  }),
  secrets: {},
  hosts: [],
  permissions: [
    { actions: ["iam:ListMFADevices", "iam:GetLoginProfile"], resources: ["arn:aws:iam::${account}:user/*"] },
  ],
  limits: { timeout: seconds(10), typical: seconds(0.3), output: 4_096 },
  examples: [
    {
      title: "a user with a password and one device",
      input: { principal: maria },
      output: {
        password: true,
        passwordSetAt: "2024-09-01T09:00:00.000Z",
        youngest: "2024-09-01T09:04:00.000Z",
        items: [{ serial: "arn:aws:iam::111122223333:mfa/maria.lopez", enabledAt: "2024-09-01T09:04:00.000Z" }],
      },
    },
    {
      title: "a user who cannot sign in to the console",
      input: { principal: maria },
      output: { password: false, passwordSetAt: null, youngest: null, items: [] },
    },
  ],
});
