// Turns what a finding says about who acted into a principal that is really there, and into a person, where one is known.
import * as z from "zod";
import {
  awsAccount,
  defineAction,
  personId,
  principal,
  seconds,
  text,
  timestamp,
  userClaim,
} from "../../kit/contract/index.ts";

export const resolvePrincipal = defineAction({
  id: "identity.resolve-principal",
  title: "Find out who the user of a finding really is",
  docs: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html",
  effect: "read",
  input: z.object({
    claim: userClaim,
    /** The account that the finding is about: nobody of another account is looked for. */
    account: awsAccount.nullable(),
  }),
  output: z.object({
    principal,
    /** The person in the configuration whose identity this is; null when it maps to nobody known. */
    person: personId.nullable(),
    displayName: text(256),
    /** A protected subject: containment will be refused. */
    protected: z.boolean(),
    createdAt: timestamp.nullable(),
    tags: z.array(z.object({ key: text(128), value: text(256) })).max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.3), output: 24_576 },
  examples: [
    {
      title: "an IAM user whom the configuration knows",
      input: { claim: { name: "maria.lopez", email: "maria.lopez@example.com" }, account: "111122223333" },
      output: {
        principal: principal.parse({
          type: "iam-user",
          id: "arn:aws:iam::111122223333:user/maria.lopez",
          account: "111122223333",
          name: "maria.lopez",
        }),
        person: "maria.lopez",
        displayName: "Maria Lopez",
        protected: false,
        createdAt: "2024-09-01T09:00:00.000Z",
        tags: [{ key: "department", value: "Payments" }],
      },
    },
    {
      title: "the root user of an account",
      input: { claim: { name: "root", id: "arn:aws:iam::111122223333:root" }, account: "111122223333" },
      output: {
        principal: principal.parse({ type: "root", id: "arn:aws:iam::111122223333:root", account: "111122223333" }),
        person: null,
        displayName: "root user of 111122223333",
        protected: false,
        createdAt: null,
        tags: [],
      },
    },
  ],
});
