// What every finding has, whatever made it. A finding is a claim: nothing in it is trusted, and every text is bounded.
import * as z from "zod";
import { awsAccount, severity, text, timestamp } from "../../actions/kit/contract/index.ts";

export const time = timestamp.describe('a time with a zone such as "2026-11-22T10:00:00Z"');

/** The schema that each kind extends. */
export const envelope = z.object({
  /** Its publisher's own id of it. */
  id: text(300).min(1).describe("a text of 1 to 300 characters"),
  /** Which edition of it: a newer one says more about the same. */
  version: text(80).min(1).describe("a text of 1 to 80 characters"),
  kind: text(80).min(1).describe("the kind of the finding"),
  title: text(300).min(1).describe("a text of 1 to 300 characters"),
  description: text(4_000).describe("a text of at most 4000 characters"),
  severity: severity.describe("one of informational, low, medium, high, critical"),
  detectedAt: time,
  firstSeen: time,
  lastSeen: time,
  /** Who published it, by the name that the configuration knows. */
  source: text(80).min(1).describe("the publisher's name, a text of 1 to 80 characters"),
  account: awsAccount.nullable().describe("an AWS account of twelve digits, or null"),
  region: text(40).nullable().describe("a region such as us-east-1, or null"),
  /** What it is about, in the publisher's ids. */
  resources: z.array(text(2_048)).max(50).describe("a list of at most 50 texts"),
  /** The publisher's own labels: configuration may choose a playbook by them. */
  tags: z.array(text(80)).max(50).default([]).describe("a list of at most 50 texts of at most 80 characters"),
});
export type Envelope = z.infer<typeof envelope>;
