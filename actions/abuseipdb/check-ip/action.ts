// What people have reported about an address, and how sure AbuseIPDB is that it is used for abuse.
import * as z from "zod";
import {
  countryCode,
  days,
  defineAction,
  duration,
  ipAddress,
  seconds,
  secret,
  text,
  timestamp,
} from "../../kit/contract/index.ts";

export const checkIp = defineAction({
  id: "abuseipdb.check-ip",
  title: "Check an IP address in AbuseIPDB",
  docs: "https://docs.abuseipdb.com/#check-endpoint",
  effect: "read",
  input: z.object({
    ip: ipAddress,
    /** How old reports may be: a day to a year. */
    maxAge: duration.default(days(90)),
  }),
  output: z.object({
    /** 0 to 100: how confident AbuseIPDB is that the address is used for abuse. */
    score: z.int().min(0).max(100),
    reports: z.int().min(0),
    /** How many different people reported it. */
    reporters: z.int().min(0),
    lastReportedAt: timestamp.nullable(),
    country: countryCode.nullable(),
    /** What the network is used for, in AbuseIPDB's words. */
    usage: text(120).nullable(),
    provider: text(200).nullable(),
    domain: text(255).nullable(),
    tor: z.boolean(),
    /** On AbuseIPDB's list of addresses that are hardly ever abusive. */
    allowListed: z.boolean(),
  }),
  secrets: { apiKey: secret("abuseipdb/api-key") },
  hosts: ["api.abuseipdb.com"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.4), output: 2_048 },
  examples: [
    {
      title: "an address that many have reported",
      input: { ip: "203.0.113.7" },
      output: {
        score: 98,
        reports: 412,
        reporters: 97,
        lastReportedAt: "2026-11-22T06:14:09+00:00",
        country: "SG",
        usage: "Data Center/Web Hosting/Transit",
        provider: "Example Hosting",
        domain: "hosting.example",
        tor: false,
        allowListed: false,
      },
    },
    {
      title: "an address that nobody has reported",
      input: { ip: "192.0.2.44", maxAge: days(30) },
      output: {
        score: 0,
        reports: 0,
        reporters: 0,
        lastReportedAt: null,
        country: "PT",
        usage: "Fixed Line ISP",
        provider: "Example Telecom",
        domain: "telecom.example",
        tor: false,
        allowListed: false,
      },
    },
  ],
});
