// What a principal has done lately, newest first, and from where.
import * as z from "zod";
import { days, defineAction, duration, ipAddress, principal, seconds } from "../../kit/contract/index.ts";
import { placedEvent, seenHead } from "../seen.ts";

const maria = principal.parse({
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
});

export const eventsByPrincipal = defineAction({
  id: "siem.events-by-principal",
  title: "Search past events of a principal",
  docs: "https://docs.splunk.com/Documentation/Splunk/latest/RESTREF/RESTsearch#search.2Fjobs",
  effect: "read",
  input: z.object({
    principal,
    lookback: duration.default(days(7)),
    /** At most so many events are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    ...seenHead,
    /** Where they came from, most recent first. */
    addresses: z.array(ipAddress).max(20),
    events: z.array(placedEvent).max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(30), typical: seconds(0.6), output: 20_480 },
  examples: [
    {
      title: "a user whose key lists keys from an address of the other side of the world",
      input: { principal: maria },
      output: {
        total: 1,
        truncated: false,
        firstSeen: "2026-11-22T10:41:00.000Z",
        lastSeen: "2026-11-22T10:41:00.000Z",
        addresses: ["203.0.113.7"],
        events: [
          {
            at: "2026-11-22T10:41:00.000Z",
            source: "aws:cloudtrail",
            user: "maria.lopez",
            action: "success",
            application: "iam.amazonaws.com",
            what: "ListAccessKeys",
            userAgent: "aws-cli/2.31.4",
            ip: "203.0.113.7",
          },
        ],
      },
    },
    {
      title: "a principal that no log names",
      input: { principal: maria, lookback: days(1) },
      output: { total: 0, truncated: false, firstSeen: null, lastSeen: null, addresses: [], events: [] },
    },
  ],
});
