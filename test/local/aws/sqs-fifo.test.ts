// FIFO queues and dead letters as an ordinary SDK client sees them.
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ListDeadLetterSourceQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { type Host, startHost } from "./support/host.ts";

const receive = async (host: Host, QueueUrl: string, options: object = {}): Promise<Message[]> => {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ["All"],
    ...options,
  });
  return (await host.clients.sqs.send(command)).Messages ?? [];
};

const bodies = (messages: readonly Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

async function aQueue(host: Host, name = "plain", Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await host.clients.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl ?? "";
}

const aFifoQueue = (host: Host, attributes: Record<string, string> = {}): Promise<string> =>
  aQueue(host, "ordered.fifo", { FifoQueue: "true", ...attributes });

describe("FIFO queues", () => {
  const send = (host: Host, QueueUrl: string, group: string, body: string, id = `${group}-${body}`) =>
    host.clients.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: id }),
    );

  test("hold a group back while one of its messages is with a receiver", async () => {
    const host = await startHost();
    const url = await aFifoQueue(host);
    for (const body of ["1", "2"]) await send(host, url, "a", body);
    await send(host, url, "b", "3");
    const [first] = await receive(host, url, { MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe("1");
    const others = await receive(host, url);
    expect(bodies(others)).toEqual(["3"]);
    await host.clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    expect(bodies(await receive(host, url))).toEqual(["2"]);
  });

  test("give a batch of one group in order, and again in order when it was not deleted", async () => {
    const host = await startHost();
    const url = await aFifoQueue(host);
    for (const body of ["1", "2", "3"]) await send(host, url, "a", body);
    expect(bodies(await receive(host, url))).toEqual(["1", "2", "3"]);
    host.clock.advance(30_000);
    const again = await receive(host, url);
    expect(bodies(again)).toEqual(["1", "2", "3"]);
    const numbers = again.map(({ Attributes }) => Attributes?.SequenceNumber ?? "");
    expect(numbers.toSorted()).toEqual(numbers);
  });

  test("answer a repeat within five minutes as the first was, and keep one message", async () => {
    const host = await startHost();
    const url = await aFifoQueue(host);
    const first = await send(host, url, "a", "1", "same");
    const second = await send(host, url, "a", "1", "same");
    expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    host.clock.advance(300_000);
    const third = await send(host, url, "a", "1", "same");
    expect(third.MessageId).not.toBe(first.MessageId);
    expect(await receive(host, url)).toHaveLength(2);
  });

  test("take the digest of the body when deduplication is by content", async () => {
    const host = await startHost();
    const url = await aFifoQueue(host, { ContentBasedDeduplication: "true" });
    const one = new SendMessageCommand({ QueueUrl: url, MessageBody: "same", MessageGroupId: "a" });
    expect((await host.clients.sqs.send(one)).MessageId).toBe((await host.clients.sqs.send(one)).MessageId);
  });

  test("refuses a message without a group or without a way to deduplicate", async () => {
    const host = await startHost();
    const url = await aFifoQueue(host);
    const noGroup = host.clients.sqs.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: "x", MessageDeduplicationId: "1" }),
    );
    await expect(noGroup).rejects.toMatchObject({ name: "MissingParameter" });
    const noId = host.clients.sqs.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: "x", MessageGroupId: "a" }),
    );
    await expect(noId).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  test("refuses to delete by a receipt whose visibility timeout has passed", async () => {
    const host = await startHost();
    const url = await aFifoQueue(host);
    await send(host, url, "a", "1");
    const [message] = await receive(host, url);
    host.clock.advance(30_000);
    const deletion = host.clients.sqs.send(
      new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }),
    );
    await expect(deletion).rejects.toThrow(/The receipt handle has expired/);
  });
});

describe("dead letters", () => {
  test.each(["", ".fifo"])(
    "a message received too often goes to the dead-letter queue%s, with where it came from",
    async (suffix) => {
      const host = await startHost();
      const fifo: Record<string, string> = suffix ? { FifoQueue: "true" } : {};
      const dead = await aQueue(host, `dead${suffix}`, fifo);
      const policy = { deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:dead${suffix}`, maxReceiveCount: 2 };
      const url = await aQueue(host, `plain${suffix}`, { ...fifo, RedrivePolicy: JSON.stringify(policy) });
      const ordered = suffix ? { MessageGroupId: "a", MessageDeduplicationId: "1" } : {};
      const { MessageId } = await host.clients.sqs.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: "poison", ...ordered }),
      );
      for (const _attempt of [1, 2]) {
        expect(bodies(await receive(host, url))).toEqual(["poison"]);
        host.clock.advance(30_000);
      }
      const waiting = receive(host, dead, { WaitTimeSeconds: 20 });
      expect(await receive(host, url)).toEqual([]);
      const [letter] = await waiting;
      expect(letter).toMatchObject({ MessageId, Body: "poison" });
      expect(letter?.Attributes).toMatchObject({
        DeadLetterQueueSourceArn: `arn:aws:sqs:us-east-1:000000000000:plain${suffix}`,
        ApproximateReceiveCount: "3",
      });
      const { queueUrls } = await host.clients.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
      expect(queueUrls).toEqual([url]);
    },
  );
});
