// DynamoDB in memory, with the tables of the product, behind a door that notes every operation and can be shut.
import { createDynamoDb } from "../../../infra/local/aws/dynamodb/dynamodb.ts";
import { type Asked, type Reply, startServer } from "./server.ts";

export interface Dynamo {
  readonly url: string;
  /** Operations in the order they came, by their own name. */
  readonly calls: string[];
  /** From now on requests for which this says so are answered with its reply; null lets all through. */
  refuses(refusal: ((operation: string, body: string) => Reply | null) | null): void;
  /** The next such operation is done, and its answer never comes. */
  loses(operation: string): void;
  stop(): Promise<void>;
}

/** Starts it and points the SDK's own variable at it. */
export async function startDynamo(...tables: readonly string[]): Promise<Dynamo> {
  const dynamo = createDynamoDb({ dataDir: null });
  await dynamo.createTables(tables);
  const server = await startServer();
  const calls: string[] = [];
  let lost: string | null = null;
  let refusal: ((operation: string, body: string) => Reply | null) | null = null;
  const behind = async ({ method, headers, body }: Asked): Promise<Reply> => {
    const answer = await dynamo.handle({
      method,
      path: "/",
      query: new URLSearchParams(),
      headers,
      body: Buffer.from(body),
    });
    return { status: answer.status, headers: answer.headers, body: String(answer.body) };
  };
  server.says(async (asked) => {
    const operation = asked.headers["x-amz-target"]?.split(".")[1] ?? "";
    calls.push(operation);
    if (operation !== lost) return refusal?.(operation, asked.body) ?? behind(asked);
    lost = null;
    await behind(asked);
    return "cut";
  });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = server.url;
  return {
    url: server.url,
    calls,
    refuses(next) {
      refusal = next;
    },
    loses(operation) {
      lost = operation;
    },
    async stop() {
      await server.stop();
      await dynamo.stop();
    },
  };
}
