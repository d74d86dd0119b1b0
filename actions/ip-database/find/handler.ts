// Reads the address's row, the last write included.
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { environment } from "../../kit/runtime/environment.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { documents, keyOf, rowShape } from "../table.ts";
import { find } from "./action.ts";

export const handler = implement(find, async ({ input, signal }) => {
  const command = new GetCommand({
    TableName: environment().ipAddressesTable,
    Key: keyOf(input.ip),
    ConsistentRead: true,
  });
  const { Item: item } = await documents().send(command, { abortSignal: signal });
  if (item === undefined) return { found: false, verdict: "unknown" as const, note: null, addedAt: null, source: null };
  return { found: true, ...rowShape.parse(item) };
});
