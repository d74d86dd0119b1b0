// One conditional write: of two calls at the same moment, one adds and the other finds it added.
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { environment } from "../../kit/runtime/environment.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { type AddressRow, documents, keyOf, rowShape } from "../table.ts";
import { addIfAbsent } from "./action.ts";

export const handler = implement(addIfAbsent, async ({ input, signal, now }) => {
  const row: AddressRow = { addedAt: now().toISOString(), source: input.source, verdict: "unknown", note: null };
  const added = await addRow(input.ip, row, signal);
  return { added, addedAt: added ? row.addedAt : await addedBefore(input.ip, signal) };
});

async function addRow(ip: string, row: AddressRow, signal: AbortSignal): Promise<boolean> {
  const command = new PutCommand({
    TableName: environment().ipAddressesTable,
    Item: { ...keyOf(ip), ...row },
    ConditionExpression: "attribute_not_exists(pk)",
  });
  try {
    await documents().send(command, { abortSignal: signal });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}

async function addedBefore(ip: string, signal: AbortSignal): Promise<string | null> {
  const command = new GetCommand({ TableName: environment().ipAddressesTable, Key: keyOf(ip), ConsistentRead: true });
  const { Item: item } = await documents().send(command, { abortSignal: signal });
  return item === undefined ? null : rowShape.parse(item).addedAt;
}
