// What the SIEM has seen of an address before, newest first.
import * as z from "zod";
import { days, defineAction, duration, ipAddress, seconds, text } from "../../kit/contract/index.ts";
import { seenEvent, seenHead } from "../seen.ts";

export const eventsByIp = defineAction({
  id: "siem.events-by-ip",
  title: "Search past events with an IP address",
  docs: "https://docs.splunk.com/Documentation/Splunk/latest/RESTREF/RESTsearch#search.2Fjobs",
  effect: "read",
  input: z.object({
    ip: ipAddress,
    lookback: duration.default(days(30)),
    /** At most so many events are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    ...seenHead,
    /** Who was named in them, most recent first. */
    users: z.array(text(256)).max(20),
    events: z.array(seenEvent).max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(30), typical: seconds(0.6), output: 20_480 },
  examples: [
    {
      title: "an address that tried the door before",
      input: { ip: "203.0.113.7" },
      output: {
        total: 1,
        truncated: false,
        firstSeen: "2026-11-10T10:15:00.000Z",
        lastSeen: "2026-11-10T10:15:00.000Z",
        users: [],
        events: [
          {
            at: "2026-11-10T10:15:00.000Z",
            source: "aws:waf",
            user: null,
            action: "blocked",
            application: "www.example.com",
            what: "AWSManagedRulesKnownBadInputsRuleSet",
            userAgent: "python-requests/2.32.3",
          },
        ],
      },
    },
    {
      title: "an address that nobody has seen",
      input: { ip: "192.0.2.99", lookback: days(7) },
      output: { total: 0, truncated: false, firstSeen: null, lastSeen: null, users: [], events: [] },
    },
  ],
});
