// Logins that failed, of one address or of one user, and the success that came after them: the door that gave way.
import * as z from "zod";
import { days, defineAction, duration, hours, ipAddress, seconds, text, timestamp } from "../../kit/contract/index.ts";

export const failedLogins = defineAction({
  id: "siem.failed-logins",
  title: "Fetch failed logins, and a success after them",
  docs: "https://docs.splunk.com/Documentation/CIM/latest/User/Authentication",
  effect: "read",
  input: z.object({
    /** At least one of address and user; both together narrow. */
    ip: ipAddress.nullable().default(null),
    user: text(256).nullable().default(null),
    lookback: duration.default(hours(24)),
    /** At most so many failures are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    /** How many failed, counted up to 500. */
    failures: z.int().min(0).max(500),
    /** There are more than the list holds, or than were counted. */
    truncated: z.boolean(),
    firstFailure: timestamp.nullable(),
    lastFailure: timestamp.nullable(),
    /** Whose logins were tried, most recent first. */
    users: z.array(text(256)).max(20),
    /** Where they were tried from, most recent first. */
    addresses: z.array(ipAddress).max(20),
    /** The first success later than a failure; null where there is none. */
    successAfter: z
      .object({
        at: timestamp,
        user: text(256).nullable(),
        ip: ipAddress.nullable(),
        application: text(200).nullable(),
        /** How many of the failures came before it. */
        failuresBefore: z.int().min(1).max(500),
      })
      .nullable(),
    logins: z
      .array(
        z.object({
          at: timestamp,
          user: text(256).nullable(),
          ip: ipAddress.nullable(),
          application: text(200).nullable(),
          /** Why it failed, in the log's words. */
          reason: text(200).nullable(),
          userAgent: text(300).nullable(),
        }),
      )
      .max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(30), typical: seconds(0.7), output: 24_576 },
  examples: [
    {
      title: "an address that tried one password and then was let in",
      input: { ip: "203.0.113.66" },
      output: {
        failures: 1,
        truncated: false,
        firstFailure: "2026-11-22T10:30:00.000Z",
        lastFailure: "2026-11-22T10:30:00.000Z",
        users: ["aiko.tanaka"],
        addresses: ["203.0.113.66"],
        successAfter: {
          at: "2026-11-22T10:31:00.000Z",
          user: "aiko.tanaka",
          ip: "203.0.113.66",
          application: "Example Webmail",
          failuresBefore: 1,
        },
        logins: [
          {
            at: "2026-11-22T10:30:00.000Z",
            user: "aiko.tanaka",
            ip: "203.0.113.66",
            application: "Example Webmail",
            reason: "wrong password",
            userAgent: "python-requests/2.32.3",
          },
        ],
      },
    },
    {
      title: "a user who has not failed",
      input: { user: "dana.kim", lookback: days(7) },
      output: {
        failures: 0,
        truncated: false,
        firstFailure: null,
        lastFailure: null,
        users: [],
        addresses: [],
        successAfter: null,
        logins: [],
      },
    },
  ],
});
