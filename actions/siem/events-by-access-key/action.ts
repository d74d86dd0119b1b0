// What was done with an access key, by whom and from where, newest first.
import * as z from "zod";
import { days, defineAction, duration, ipAddress, seconds, text } from "../../kit/contract/index.ts";
import { placedEvent, seenHead } from "../seen.ts";

export const eventsByAccessKey = defineAction({
  id: "siem.events-by-access-key",
  title: "Search past events with an access key",
  docs: "https://docs.splunk.com/Documentation/Splunk/latest/RESTREF/RESTsearch#search.2Fjobs",
  effect: "read",
  input: z.object({
    /** Long-term, or of a session. */
    accessKeyId: z.string().regex(/^[A-Z0-9]{16,128}$/),
    lookback: duration.default(days(30)),
    /** At most so many events are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    ...seenHead,
    /** Who was named in them, most recent first. */
    users: z.array(text(256)).max(20),
    /** Where they came from, most recent first. */
    addresses: z.array(ipAddress).max(20),
    events: z.array(placedEvent).max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(30), typical: seconds(0.6), output: 24_576 },
  examples: [
    {
      title: "a key that was used from one address",
      input: { accessKeyId: "AKIAEXAMPLEMARIA0001" },
      output: {
        total: 1,
        truncated: false,
        firstSeen: "2026-11-22T10:41:00.000Z",
        lastSeen: "2026-11-22T10:41:00.000Z",
        users: ["maria.lopez"],
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
      title: "a key that no log names",
      input: { accessKeyId: "AKIAEXAMPLEUNUSED001", lookback: days(7) },
      output: { total: 0, truncated: false, firstSeen: null, lastSeen: null, users: [], addresses: [], events: [] },
    },
  ],
});
