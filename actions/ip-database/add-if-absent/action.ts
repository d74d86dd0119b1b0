// Remembers an address. What is known of it already stays as it is.
import * as z from "zod";
import { defineAction, ipAddress, seconds, text, timestamp } from "../../kit/contract/index.ts";

export const addIfAbsent = defineAction({
  id: "ip-database.add-if-absent",
  title: "Add an IP address to the internal database if it is not there",
  docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html",
  effect: "record",
  input: z.object({
    ip: ipAddress,
    /** The finding that brought the address. */
    source: text(300),
  }),
  output: z.object({
    /** False when it was there already. */
    added: z.boolean(),
    /** Null in a dry run, which looks nothing up. */
    addedAt: timestamp.nullable(),
  }),
  secrets: {},
  hosts: [],
  permissions: [{ actions: ["dynamodb:PutItem", "dynamodb:GetItem"], resources: ["${table:riposte-ip-addresses}"] }],
  repeat: { by: "natural" },
  wouldDo: ({ ip }) => ({
    sentence: `would add ${ip} to the internal database of addresses, were it not there`,
    output: { added: false, addedAt: null },
  }),
  limits: { timeout: seconds(5), typical: seconds(0.2), output: 256 },
  examples: [
    {
      title: "a new address",
      input: { ip: "203.0.113.7", source: "finding-1043" },
      output: { added: true, addedAt: "2026-11-22T10:40:05.000Z" },
    },
    {
      title: "an address that is there already",
      input: { ip: "192.0.2.44", source: "finding-1044" },
      output: { added: false, addedAt: "2026-10-02T08:00:00.000Z" },
    },
  ],
});
