// What an address has asked of our web servers, and what it was answered: how much, how slowly, and with what status.
import * as z from "zod";
import { days, defineAction, duration, ipAddress, seconds, text, timestamp } from "../../kit/contract/index.ts";

/** A terabyte: more than one answer has. */
export const mostBytes = 1_099_511_627_776;
const bytes = z.int().min(0).max(mostBytes);

export const webRequests = defineAction({
  id: "siem.web-requests",
  title: "Fetch the web requests of an IP address",
  docs: "https://docs.splunk.com/Documentation/CIM/latest/User/Web",
  effect: "read",
  input: z.object({
    ip: ipAddress,
    lookback: duration.default(days(1)),
    /** At most so many requests are answered; all are counted. */
    most: z.int().min(1).max(50).default(25),
  }),
  output: z.object({
    /** How many there are, counted up to 500. */
    total: z.int().min(0).max(500),
    /** There are more than the list holds. */
    truncated: z.boolean(),
    firstSeen: timestamp.nullable(),
    lastSeen: timestamp.nullable(),
    /** How many were answered with a status below 400. */
    answered: z.int().min(0).max(500),
    /** How many were answered with a status of 500 and above. */
    serverErrors: z.int().min(0).max(500),
    /** What was sent back to it altogether. */
    bytes,
    slowestSeconds: z.number().min(0).max(86_400).nullable(),
    requests: z
      .array(
        z.object({
          at: timestamp,
          method: text(20).nullable(),
          host: text(300).nullable(),
          path: text(500).nullable(),
          /** Without the question mark, as it was sent. */
          query: text(1_000).nullable(),
          status: z.int().min(100).max(999).nullable(),
          bytes: bytes.nullable(),
          seconds: z.number().min(0).max(86_400).nullable(),
          /** What something before the server made of it: allowed, blocked. */
          action: text(60).nullable(),
          userAgent: text(300).nullable(),
        }),
      )
      .max(50),
  }),
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(30), typical: seconds(0.6), output: 32_768 },
  examples: [
    {
      title: "a request that asked the database to sleep, and did make it sleep",
      input: { ip: "203.0.113.66" },
      output: {
        total: 1,
        truncated: false,
        firstSeen: "2026-11-22T10:31:00.000Z",
        lastSeen: "2026-11-22T10:31:00.000Z",
        answered: 1,
        serverErrors: 0,
        bytes: 48_213,
        slowestSeconds: 5.021,
        requests: [
          {
            at: "2026-11-22T10:31:00.000Z",
            method: "GET",
            host: "www.example.com",
            path: "/products",
            query: "id=1%27%20AND%20SLEEP(5)--",
            status: 200,
            bytes: 48_213,
            seconds: 5.021,
            action: "allowed",
            userAgent: "sqlmap/1.9.4",
          },
        ],
      },
    },
    {
      title: "an address that has asked for nothing",
      input: { ip: "192.0.2.99", lookback: days(7) },
      output: {
        total: 0,
        truncated: false,
        firstSeen: null,
        lastSeen: null,
        answered: 0,
        serverErrors: 0,
        bytes: 0,
        slowestSeconds: null,
        requests: [],
      },
    },
  ],
});
