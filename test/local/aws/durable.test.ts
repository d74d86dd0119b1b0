// What was answered is on disk: after a stop, and after SIGKILL at any moment.
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { PublishCommand } from "@aws-sdk/client-sns";
import { expect, onTestFinished, test } from "vitest";
import { createPoller, createSqs, DataDirBusy } from "../../../infra/local/aws/index.ts";
import { testClock } from "./support/clock.ts";
import { startHost, temporaryDirectory } from "./support/host.ts";

test("everything kept is there after a restart", async () => {
  const dataDir = temporaryDirectory();
  const first = await startHost({ dataDir });
  const queue = await first.sqs.ensureQueue("riposte-findings", { VisibilityTimeout: "77" });
  const topic = await first.sns.ensureTopic("riposte-findings");
  await first.sns.ensureSubscription(topic.arn, queue.arn, { raw: true });
  await first.secretsManager.ensureSecret("riposte/x", "hush");
  await first.s3.ensureBucket("riposte-evidence");
  await first.clients.s3.send(new PutObjectCommand({ Bucket: "riposte-evidence", Key: "k", Body: "evidence" }));
  await first.dynamoDb.createTables(["riposte-cases"]);
  const item = { pk: { S: "1" }, sk: { S: "2" } };
  await first.clients.dynamoDb.send(new PutItemCommand({ TableName: "riposte-cases", Item: item }));
  await first.clients.sns.send(new PublishCommand({ TopicArn: topic.arn, Message: "before" }));
  await first.stop();

  const second = await startHost({ dataDir });
  await second.clients.sns.send(new PublishCommand({ TopicArn: topic.arn, Message: "after" }));
  const kept = second.sqs.broker.queues.get("riposte-findings");
  expect(kept.attributes.VisibilityTimeout).toBe("77");
  const messages = await second.sqs.broker.receive(kept, { most: 10, wait: 0 });
  expect(messages.map(({ body }) => body)).toEqual(["before", "after"]);
  const { SecretString } = await second.clients.secretsManager.send(
    new GetSecretValueCommand({ SecretId: "riposte/x" }),
  );
  const { Body } = await second.clients.s3.send(new GetObjectCommand({ Bucket: "riposte-evidence", Key: "k" }));
  const { Item } = await second.clients.dynamoDb.send(new GetItemCommand({ TableName: "riposte-cases", Key: item }));
  expect([SecretString, await Body?.transformToString(), Item]).toEqual(["hush", "evidence", item]);
});

test("what a poller had taken when the host died is delivered again at once, what others had taken is not", async () => {
  const dataDir = temporaryDirectory();
  const first = await startHost({ dataDir });
  await first.sqs.ensureQueue("work");
  const queue = first.sqs.broker.queues.get("work");
  await first.sqs.broker.send([{ queue, draft: { body: "taken by a client" } }]);
  await first.sqs.broker.receive(queue, { most: 1, wait: 0 });
  await first.sqs.broker.send([{ queue, draft: { body: "taken by a poller" } }]);
  const never = () => new Promise<never>(() => {});
  const poller = createPoller({ broker: first.sqs.broker, queue: "work", functionName: "riposte-test", invoke: never });
  await expect.poll(() => first.sqs.broker.counts(queue).inFlight).toBe(2);
  await poller.stop(0);
  await first.stop();

  const second = await startHost({ dataDir });
  const again = await second.sqs.broker.receive(second.sqs.broker.queues.get("work"), { most: 10, wait: 0 });
  expect(again.map(({ body, receiveCount }) => [body, receiveCount])).toEqual([["taken by a poller", 2]]);
});

test("no answered publish is lost to SIGKILL", { timeout: 60_000 }, async () => {
  const dataDir = temporaryDirectory();
  const answered: string[] = [];
  for (const round of [0, 1, 2])
    answered.push(...(await publishUntilKilled(dataDir, round * 1_000_000, 100 + round * 77)));
  const sqs = createSqs({ clock: testClock(), dataDir, origin: () => "" });
  onTestFinished(() => sqs.stop());
  const queue = sqs.broker.queues.get("riposte-findings");
  const kept = new Map<string, number>();
  for (;;) {
    const messages = await sqs.broker.receive(queue, { most: 10, wait: 0 });
    for (const { body } of messages) kept.set(body, (kept.get(body) ?? 0) + 1);
    if (messages.length === 0) break;
  }
  expect(answered.length).toBeGreaterThan(300);
  expect(answered.filter((number) => !kept.has(number))).toEqual([]);
  expect([...kept].filter(([, copies]) => copies > 1)).toEqual([]);
});

/** The numbers whose publish was answered before the kill, which comes when so many were. */
function publishUntilKilled(dataDir: string, from: number, count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, "support", "publisher.ts");
    const publisher = spawn(process.execPath, [script, dataDir, String(from)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    publisher.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.split("\n").length > count) publisher.kill("SIGKILL");
    });
    publisher.on("error", reject);
    // A number cut in half by the kill has no line end, and was not read as answered.
    publisher.on("close", () => resolve(text.split("\n").slice(0, -1)));
  });
}

test("refuses a data directory that another host holds", async () => {
  const dataDir = temporaryDirectory();
  await startHost({ dataDir });
  expect(() => createSqs({ clock: testClock(), dataDir, origin: () => "" })).toThrow(DataDirBusy);
});

test("what is on disk is for its owner only", async () => {
  const dataDir = join(temporaryDirectory(), "data");
  await startHost({ dataDir });
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});
