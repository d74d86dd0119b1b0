// The few operations on the case table that anything here is made of. A condition that does not hold is an answer, not
// an error. What comes out is parsed by whoever asked.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { awsClient } from "../aws.ts";
import { environment } from "../environment.ts";
import type { Key } from "./layout.ts";

export type Row = Readonly<Record<string, unknown>>;

/** A DynamoDB expression with its names and values. */
export interface Expression {
  readonly names?: Readonly<Record<`#${string}`, string>>;
  readonly values?: Readonly<Record<`:${string}`, unknown>>;
}

export interface Update extends Expression {
  readonly update: string;
  readonly condition?: string;
}

let documents: { readonly of: DynamoDBClient; readonly client: DynamoDBDocumentClient } | null = null;

function client(): DynamoDBDocumentClient {
  const of = awsClient(DynamoDBClient);
  if (documents?.of !== of) documents = { of, client: DynamoDBDocumentClient.from(of, { marshallOptions: {} }) };
  return documents.client;
}

const table = (): string => environment().casesTable;

const attributes = ({ names, values }: Expression) => ({
  ...(names === undefined ? {} : { ExpressionAttributeNames: { ...names } }),
  ...(values === undefined ? {} : { ExpressionAttributeValues: { ...values } }),
});

/** Reads one row as it is now. */
export async function getRow(key: Key): Promise<Row | null> {
  const { Item } = await client().send(new GetCommand({ TableName: table(), Key: { ...key }, ConsistentRead: true }));
  return Item ?? null;
}

/** Writes a whole row. False when the condition does not hold. */
export async function putRow(key: Key, row: Row, condition?: Expression & { condition: string }): Promise<boolean> {
  const command = new PutCommand({
    TableName: table(),
    Item: { ...row, ...key },
    ...(condition === undefined ? {} : { ConditionExpression: condition.condition, ...attributes(condition) }),
  });
  return (await unlessRefused(client().send(command))) !== null;
}

/** Writes a row where there is none. False when there is one. */
export const putNewRow = (key: Key, row: Row): Promise<boolean> =>
  putRow(key, row, { condition: "attribute_not_exists(pk)" });

/** Changes a row and answers how it is then; null when the condition does not hold. */
export async function updateRow(key: Key, { update, condition, ...expression }: Update): Promise<Row | null> {
  const command = new UpdateCommand({
    TableName: table(),
    Key: { ...key },
    UpdateExpression: update,
    ReturnValues: "ALL_NEW",
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
    ...attributes(expression),
  });
  const answer = await unlessRefused(client().send(command));
  return answer === null ? null : (answer.Attributes ?? {});
}

export interface QueryOptions {
  /** Only sort keys from the first to the second, both included. */
  readonly between?: readonly [string, string];
  /** At most so many rows, the greatest sort keys first. */
  readonly last?: number;
}

/** Every row of a partition, in the order of sort keys, all pages. */
export async function queryRows(pk: string, { between, last }: QueryOptions = {}): Promise<Row[]> {
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client().send(
      new QueryCommand({
        TableName: table(),
        KeyConditionExpression: between === undefined ? "pk = :pk" : "pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues: {
          ":pk": pk,
          ...(between === undefined ? {} : { ":first": between[0], ":last": between[1] }),
        },
        ConsistentRead: true,
        ...(last === undefined ? {} : { Limit: last - rows.length, ScanIndexForward: false }),
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    rows.push(...(Items ?? []));
    from = LastEvaluatedKey;
  } while (from !== undefined && (last === undefined || rows.length < last));
  return rows;
}

async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return null;
    throw error;
  }
}
