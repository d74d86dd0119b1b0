// DynamoDB in memory (dynalite), with the tables of the product.

import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

const dynalite = createRequire(import.meta.url)("dynalite") as (options: object) => Server;

export interface Dynamo {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it and points the SDK's own variable at it. */
export async function startDynamo(...tables: readonly string[]): Promise<Dynamo> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_ENDPOINT_URL_DYNAMODB = url;
  const client = new DynamoDBClient();
  for (const table of tables) await client.send(new CreateTableCommand(definition(table)));
  client.destroy();
  return { url, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

const definition = (table: string) => ({
  TableName: table,
  BillingMode: "PAY_PER_REQUEST" as const,
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" as const },
    { AttributeName: "sk", KeyType: "RANGE" as const },
  ],
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" as const },
    { AttributeName: "sk", AttributeType: "S" as const },
  ],
});
