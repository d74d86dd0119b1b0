// The way of a finding through this room: publish, envelope, queue, poller, function.
import { PublishBatchCommand, PublishCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { createPoller } from "../../../infra/local/aws/index.ts";
import { startHost } from "./support/host.ts";

test("a published message reaches the subscribed queue in SNS's envelope", async () => {
  const host = await startHost();
  const { topic, queueUrl } = await findings(host);
  const published = await host.clients.sns.send(
    new PublishCommand({
      TopicArn: topic,
      Message: '{"kind":"impossible-travel"}',
      Subject: "a finding",
      MessageAttributes: { kind: { DataType: "String", StringValue: "impossible-travel" } },
    }),
  );
  const { Messages } = await host.clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 }),
  );
  const envelope = JSON.parse(Messages?.[0]?.Body ?? "");
  expect(envelope).toEqual({
    Type: "Notification",
    MessageId: published.MessageId,
    TopicArn: topic,
    Subject: "a finding",
    Message: '{"kind":"impossible-travel"}',
    Timestamp: "2026-11-23T08:00:00.000Z",
    SignatureVersion: "1",
    Signature: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    SigningCertURL: expect.stringMatching(/^https:\/\/sns\.us-east-1\.amazonaws\.com\/.*\.pem$/),
    UnsubscribeURL: expect.stringContaining("Action=Unsubscribe"),
    MessageAttributes: { kind: { Type: "String", Value: "impossible-travel" } },
  });
});

test("a poller hands every published message to the function and deletes it", async () => {
  const seen: string[] = [];
  const host = await startHost({
    functions: [
      {
        name: "riposte-dispatcher",
        timeoutSeconds: 10,
        load: async () => async (event) => {
          const { Records } = event as { Records: { body: string }[] };
          seen.push(...Records.map(({ body }) => JSON.parse(body).Message));
        },
      },
    ],
  });
  const { topic } = await findings(host);
  const poller = createPoller({
    broker: host.sqs.broker,
    queue: "riposte-findings",
    functionName: "riposte-dispatcher",
    invoke: host.lambda.invoke,
  });
  onTestFinished(() => poller.stop());
  const entries = Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, Message: `finding ${index}` }));
  const answer = await host.clients.sns.send(
    new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: entries }),
  );
  expect(answer.Successful?.map(({ Id }) => Id)).toEqual(entries.map(({ Id }) => Id));
  await expect.poll(() => seen.toSorted()).toEqual(entries.map(({ Message }) => Message));
  const queue = host.sqs.broker.queues.get("riposte-findings");
  await expect.poll(() => host.sqs.broker.counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

async function findings(host: Awaited<ReturnType<typeof startHost>>): Promise<{ topic: string; queueUrl: string }> {
  const queue = await host.sqs.ensureQueue("riposte-findings", { VisibilityTimeout: "60" });
  const topic = await host.sns.ensureTopic("riposte-findings");
  await host.sns.ensureSubscription(topic.arn, queue.arn);
  return { topic: topic.arn, queueUrl: queue.url };
}
