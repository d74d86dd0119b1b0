// SQS as an ordinary SDK client sees it. The client checks the MD5 sums itself.
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
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

describe("queues", () => {
  test("a queue is found by name and listed by prefix", async () => {
    const host = await startHost();
    const url = await aQueue(host, "riposte-findings");
    await aQueue(host, "other");
    expect(url).toBe(`${host.server.origin}/000000000000/riposte-findings`);
    expect((await host.clients.sqs.send(new GetQueueUrlCommand({ QueueName: "riposte-findings" }))).QueueUrl).toBe(url);
    expect((await host.clients.sqs.send(new ListQueuesCommand({ QueueNamePrefix: "riposte" }))).QueueUrls).toEqual([
      url,
    ]);
  });

  test("its attributes are those given over the usual ones", async () => {
    const host = await startHost();
    const url = await aQueue(host, "plain", { VisibilityTimeout: "90" });
    const { Attributes } = await host.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: "arn:aws:sqs:us-east-1:000000000000:plain",
      VisibilityTimeout: "90",
      DelaySeconds: "0",
      MessageRetentionPeriod: "345600",
      ApproximateNumberOfMessages: "0",
    });
  });

  test("making it again changes nothing, and refuses other attributes", async () => {
    const host = await startHost();
    const url = await aQueue(host, "plain", { VisibilityTimeout: "90" });
    expect(await aQueue(host, "plain", { VisibilityTimeout: "90" })).toBe(url);
    await expect(aQueue(host, "plain", { VisibilityTimeout: "91" })).rejects.toThrow(QueueNameExists);
  });

  test("refuses a queue that does not exist by AWS's error in both protocols", async () => {
    const host = await startHost();
    const error = await host.clients.sqs
      .send(new GetQueueUrlCommand({ QueueName: "absent" }))
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(QueueDoesNotExist);
    expect(error).toMatchObject({
      message: "The specified queue does not exist.",
      Error: { Code: "AWS.SimpleQueueService.NonExistentQueue" },
    });
  });

  test.each([
    [{ VisibilityTimeout: "43201" }, "InvalidAttributeValue"],
    [{ Colour: "red" }, "InvalidAttributeName"],
    [{ FifoQueue: "true" }, "InvalidParameterValue"],
    [
      { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:gone","maxReceiveCount":3}' },
      "InvalidParameterValue",
    ],
    [{ RedrivePolicy: "{" }, "InvalidAttributeValue"],
  ])("refuses the attributes %j", async (attributes, name) => {
    const host = await startHost();
    await expect(aQueue(host, "plain", attributes)).rejects.toMatchObject({ name });
  });
});

describe("messages", () => {
  test("carry their attributes and their system attributes", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    const attributes = {
      reason: { DataType: "String", StringValue: "unreadable" },
      bytes: { DataType: "Binary", BinaryValue: Buffer.from([1, 2, 3]) },
    };
    await host.clients.sqs.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: "hällo", MessageAttributes: attributes }),
    );
    const [message] = await receive(host, url, { MessageAttributeNames: ["All"] });
    expect(message?.Body).toBe("hällo");
    expect(message?.MessageAttributes).toMatchObject({
      reason: { StringValue: "unreadable" },
      bytes: { BinaryValue: Uint8Array.of(1, 2, 3) },
    });
    expect(message?.Attributes).toMatchObject({
      SentTimestamp: String(host.clock.now()),
      ApproximateReceiveCount: "1",
    });
  });

  test("are invisible to others until their visibility timeout has passed", async () => {
    const host = await startHost();
    const url = await aQueue(host, "plain", { VisibilityTimeout: "30" });
    await host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "one" }));
    expect(bodies(await receive(host, url))).toEqual(["one"]);
    expect(await receive(host, url)).toEqual([]);
    host.clock.advance(30_000);
    const [again] = await receive(host, url);
    expect(again?.Attributes?.ApproximateReceiveCount).toBe("2");
  });

  test("are gone once deleted by their latest receipt; an older one deletes nothing", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    await host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "one" }));
    const [first] = await receive(host, url);
    host.clock.advance(30_000);
    const [second] = await receive(host, url);
    await host.clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    host.clock.advance(30_000);
    expect(bodies(await receive(host, url))).toEqual(["one"]);
    await host.clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle }));
    host.clock.advance(30_000);
    expect(bodies(await receive(host, url))).toEqual(["one"]);
  });

  test("refuses a receipt handle nobody gave out", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    const deletion = host.clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: "made-up" }));
    await expect(deletion).rejects.toThrow(ReceiptHandleIsInvalid);
  });

  test("become visible at once when their visibility timeout is set to nothing", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    await host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "one" }));
    const [message] = await receive(host, url);
    await host.clients.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(bodies(await receive(host, url))).toEqual(["one"]);
  });

  test("wait for their delay, and leave after the retention period", async () => {
    const host = await startHost();
    const url = await aQueue(host, "plain", { MessageRetentionPeriod: "60" });
    await host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "later", DelaySeconds: 5 }));
    expect(await receive(host, url)).toEqual([]);
    host.clock.advance(5_000);
    expect(bodies(await receive(host, url, { VisibilityTimeout: 1 }))).toEqual(["later"]);
    host.clock.advance(60_000);
    expect(await receive(host, url)).toEqual([]);
  });

  test("answer a long poll as soon as one arrives", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    const waiting = receive(host, url, { WaitTimeSeconds: 20 });
    await host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "at last" }));
    expect(bodies(await waiting)).toEqual(["at last"]);
  });

  test("a long poll ends empty when its time is up", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    const waiting = receive(host, url, { WaitTimeSeconds: 20 });
    const moved = setInterval(() => host.clock.advance(5_000), 5);
    expect(await waiting).toEqual([]);
    clearInterval(moved);
  });

  test("are all gone after a purge, which is refused again within a minute", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    await host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "one" }));
    await host.clients.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await receive(host, url)).toEqual([]);
    await expect(host.clients.sqs.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: "PurgeQueueInProgress",
    });
  });

  test.each([
    ["an empty body", { MessageBody: "" }, "MissingParameter"],
    ["a control character", { MessageBody: "a\u0000b" }, "InvalidMessageContents"],
    ["a body over the limit", { MessageBody: "x".repeat(1_048_577) }, "InvalidParameterValue"],
    ["a delay over the limit", { MessageBody: "x", DelaySeconds: 901 }, "InvalidParameterValue"],
    [
      "a deduplication id in a standard queue",
      { MessageBody: "x", MessageDeduplicationId: "1" },
      "InvalidParameterValue",
    ],
    [
      "an attribute of unknown type",
      { MessageBody: "x", MessageAttributes: { a: { DataType: "Colour", StringValue: "red" } } },
      "InvalidParameterValue",
    ],
  ])("refuses %s", async (_what, input, name) => {
    const host = await startHost();
    const url = await aQueue(host);
    await expect(host.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, ...input }))).rejects.toMatchObject({
      name,
    });
  });
});

describe("batches", () => {
  test("tell the fate of each entry", async () => {
    const host = await startHost();
    const url = await aQueue(host);
    const sent = await host.clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: "good", MessageBody: "x" },
          { Id: "bad", MessageBody: "\u0001" },
        ],
      }),
    );
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["good"]);
    expect(sent.Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents", SenderFault: true }]);
    const [message] = await receive(host, url);
    const deleted = await host.clients.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: "good", ReceiptHandle: message?.ReceiptHandle },
          { Id: "bad", ReceiptHandle: "made-up" },
        ],
      }),
    );
    expect(deleted.Failed).toMatchObject([{ Id: "bad", Code: "ReceiptHandleIsInvalid" }]);
  });

  test.each([
    ["no entries", [], "EmptyBatchRequest"],
    [
      "an id twice",
      [
        { Id: "a", MessageBody: "x" },
        { Id: "a", MessageBody: "y" },
      ],
      "BatchEntryIdsNotDistinct",
    ],
    ["a bad id", [{ Id: "a b", MessageBody: "x" }], "InvalidBatchEntryId"],
    [
      "eleven entries",
      Array.from({ length: 11 }, (_, i) => ({ Id: `e${i}`, MessageBody: "x" })),
      "TooManyEntriesInBatchRequest",
    ],
  ])("refuses %s", async (_what, Entries, name) => {
    const host = await startHost();
    const url = await aQueue(host);
    await expect(host.clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({
      name,
    });
  });
});
