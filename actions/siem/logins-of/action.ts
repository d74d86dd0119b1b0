// How a principal has signed in lately: from where, on what, with which second factor, and with what success. Newest first.
import * as z from "zod";
import {
  countryCode,
  days,
  defineAction,
  duration,
  ipAddress,
  principal,
  seconds,
  text,
  timestamp,
} from "../../kit/contract/index.ts";

const maria = principal.parse({
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
});

export const loginsOf = defineAction({
  id: "siem.logins-of",
  title: "Fetch the recent logins of a principal",
  docs: "https://docs.splunk.com/Documentation/CIM/latest/User/Authentication",
  effect: "read",
  input: z.object({
    principal,
    lookback: duration.default(days(7)),
    /** At most so many logins are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    /** How many there are, counted up to 500. */
    total: z.int().min(0).max(500),
    /** How many of those failed. */
    failures: z.int().min(0).max(500),
    /** There are more than the list holds. */
    truncated: z.boolean(),
    logins: z
      .array(
        z.object({
          at: timestamp,
          /** Null where the log names none that is an address. */
          ip: ipAddress.nullable(),
          outcome: z.enum(["success", "failure", "unknown"]),
          application: text(200).nullable(),
          device: z
            .object({ id: text(120).nullable(), name: text(120).nullable(), managed: z.boolean().nullable() })
            .nullable(),
          session: text(120).nullable(),
          /** The second factor used; null where none was asked for, or none is known. */
          secondFactor: text(60).nullable(),
          userAgent: text(300).nullable(),
          country: countryCode.nullable(),
          city: text(120).nullable(),
          /** Why it failed, in the log's words. */
          reason: text(200).nullable(),
        }),
      )
      .max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(30), typical: seconds(0.6), output: 24_576 },
  examples: [
    {
      title: "a login from an unmanaged device on the other side of the world",
      input: { principal: maria },
      output: {
        total: 1,
        failures: 0,
        truncated: false,
        logins: [
          {
            at: "2026-11-22T10:40:00.000Z",
            ip: "203.0.113.7",
            outcome: "success",
            application: "AWS IAM Identity Center",
            device: { id: "dev-unknown-8e21", name: "DESKTOP-7Q2K", managed: false },
            session: "idx-3f9a61c0",
            secondFactor: "push",
            userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
            country: "SG",
            city: "Singapore",
            reason: null,
          },
        ],
      },
    },
    {
      title: "nobody signed in",
      input: { principal: maria, lookback: days(1) },
      output: { total: 0, failures: 0, truncated: false, logins: [] },
    },
  ],
});
