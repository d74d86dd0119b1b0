// A client that hangs up while it waits for a message takes none with it.
import { expect, test } from "vitest";
import { createSqs } from "../../../infra/local/aws/index.ts";
import { realClock } from "../../../infra/local/clock.ts";
import { startServer } from "../../../infra/local/server.ts";

test("a message that comes after a long poll was given up is there for the next", async () => {
  const clock = realClock();
  const sqs = createSqs({ clock, dataDir: null, origin: () => server.origin });
  const server = await startServer({ port: 0, services: { sqs: sqs.handle } });
  const { url: QueueUrl } = await sqs.ensureQueue("waited-for");
  const call = async (operation: string, body: object, signal: AbortSignal | null = null) => {
    const headers = { "x-amz-target": `AmazonSQS.${operation}`, "content-type": "application/x-amz-json-1.0" };
    const answer = await fetch(server.origin, {
      method: "POST",
      headers,
      body: JSON.stringify({ QueueUrl, ...body }),
      signal,
    });
    return (await answer.json()) as { Messages?: unknown[] };
  };
  const hangUp = new AbortController();
  const waiting = call("ReceiveMessage", { WaitTimeSeconds: 20 }, hangUp.signal);
  await new Promise((resolve) => setTimeout(resolve, 100));
  hangUp.abort();
  await expect(waiting).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await call("SendMessage", { MessageBody: "hello" });
  expect((await call("ReceiveMessage", { WaitTimeSeconds: 0 })).Messages).toHaveLength(1);
  await sqs.stop();
  await server.close(0);
  clock.stop();
});
