// One row an address, under its canonical spelling: `2001:DB8::7` and `2001:db8:0::7` are the same address.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import ipaddr from "ipaddr.js";
import * as z from "zod";
import { timestamp, verdict } from "../kit/contract/index.ts";
import { awsClient } from "../kit/runtime/aws.ts";

export const rowShape = z.object({
  addedAt: timestamp,
  /** The finding, or the person, that brought the address in. */
  source: z.string(),
  verdict,
  note: z.string().nullable(),
});
export type AddressRow = z.infer<typeof rowShape>;

export const keyOf = (ip: string): { readonly pk: string; readonly sk: string } => ({
  pk: `ip#${ipaddr.process(ip).toString()}`,
  sk: "address",
});

export const documents = (): DynamoDBDocumentClient => DynamoDBDocumentClient.from(awsClient(DynamoDBClient));
