// DynamoDB on this host: dynalite behind the same port as everything else, its data under the data directory.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { WireHandler } from "../../wire.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { jsonHandler, jsonOperation } from "../protocol/json.ts";
import { DataDirBusy } from "../store/store.ts";
import { openDynalite, operations } from "./dynalite.ts";

export interface DynamoDbOptions {
  /** Where tables are kept; null keeps them in memory. */
  readonly dataDir: string | null;
}

export interface DynamoDb {
  readonly handle: WireHandler;
  /** Makes the tables that do not exist yet: string keys `pk` and `sk`, paid by request. */
  createTables(names: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const json = z.record(z.string(), z.unknown());

export function createDynamoDb({ dataDir }: DynamoDbOptions): DynamoDb {
  const path = dataDir === null ? null : join(dataDir, "dynamodb");
  if (path !== null) mkdirSync(path, { recursive: true, mode: 0o700 });
  const dynalite = openDynalite(path);
  return {
    handle: jsonHandler({
      prefix: "DynamoDB_20120810",
      version: "1.0",
      operations: Object.fromEntries(
        operations.map((name) => [name, jsonOperation(json, (input) => dynalite.call(name, input))]),
      ),
    }),
    createTables: async (names) => {
      for (const name of names) {
        await dynalite.call("CreateTable", tableOf(name)).catch((error: unknown) => {
          if (error instanceof AwsError && error.code === "ResourceInUseException") return;
          throw dataDir !== null && isLocked(error) ? new DataDirBusy(dataDir) : error;
        });
        await dynalite.activate(name);
      }
    },
    stop: () => dynalite.close(),
  };
}

const tableOf = (name: string): object => ({
  TableName: name,
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
});

const isLocked = (error: unknown): boolean =>
  error instanceof Error && /lock/i.test(`${error.message} ${String(error.cause ?? "")}`);
