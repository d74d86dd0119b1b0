// SNS as an ordinary SDK client sees it.
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { type Host, startHost } from "./support/host.ts";

async function aTopic(host: Host, attributes: Record<string, string> = {}) {
  const queue = await host.sqs.ensureQueue("riposte-findings");
  const { TopicArn = "" } = await host.clients.sns.send(new CreateTopicCommand({ Name: "riposte-findings" }));
  const { SubscriptionArn = "" } = await host.clients.sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queue.arn,
      Attributes: attributes,
      ReturnSubscriptionArn: true,
    }),
  );
  return { TopicArn, SubscriptionArn, queue };
}

const received = async (host: Host, QueueUrl: string) => {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] });
  return (await host.clients.sqs.send(command)).Messages ?? [];
};

describe("topics and subscriptions", () => {
  test("a topic is made once, listed, described and deleted", async () => {
    const host = await startHost();
    const { TopicArn } = await aTopic(host);
    expect(TopicArn).toBe("arn:aws:sns:us-east-1:000000000000:riposte-findings");
    expect((await host.clients.sns.send(new CreateTopicCommand({ Name: "riposte-findings" }))).TopicArn).toBe(TopicArn);
    expect((await host.clients.sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
    const { Attributes } = await host.clients.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ TopicArn, Owner: "000000000000", SubscriptionsConfirmed: "1" });
    await host.clients.sns.send(new DeleteTopicCommand({ TopicArn }));
    await expect(host.clients.sns.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toThrow(NotFoundException);
  });

  test("a subscription is made once and ends with unsubscribing", async () => {
    const host = await startHost();
    const { TopicArn, SubscriptionArn, queue } = await aTopic(host);
    const again = await host.clients.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queue.arn }));
    expect(again.SubscriptionArn).toBe(SubscriptionArn);
    const list = () => host.clients.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect((await list()).Subscriptions).toEqual([
      { SubscriptionArn, TopicArn, Protocol: "sqs", Endpoint: queue.arn, Owner: "000000000000" },
    ]);
    await host.clients.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect((await list()).Subscriptions).toEqual([]);
  });

  test.each([
    ["another protocol", { Protocol: "https", Endpoint: "https://example.com" }],
    ["a queue that does not exist", { Protocol: "sqs", Endpoint: "arn:aws:sqs:us-east-1:000000000000:gone" }],
    ["a FIFO queue", { Protocol: "sqs", Endpoint: "arn:aws:sqs:us-east-1:000000000000:x.fifo" }],
    [
      "a filter, which it would not apply",
      {
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:us-east-1:000000000000:riposte-findings",
        Attributes: { FilterPolicy: "{}" },
      },
    ],
  ])("refuses to subscribe %s", async (_what, input) => {
    const host = await startHost();
    const { TopicArn } = await aTopic(host);
    const subscribing = host.clients.sns.send(new SubscribeCommand({ TopicArn, ...input }));
    await expect(subscribing).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("publishing", () => {
  test("delivers raw messages with their attributes when asked to", async () => {
    const host = await startHost();
    const { TopicArn, queue } = await aTopic(host, { RawMessageDelivery: "true" });
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: "a" },
      raw: { DataType: "Binary", BinaryValue: Buffer.from([7]) },
    };
    await host.clients.sns.send(new PublishCommand({ TopicArn, Message: "plain", MessageAttributes }));
    const [message] = await received(host, queue.url);
    expect(message?.Body).toBe("plain");
    expect(message?.MessageAttributes).toMatchObject({
      kind: { StringValue: "a" },
      raw: { BinaryValue: Uint8Array.of(7) },
    });
  });

  test("follows a change of the delivery's form", async () => {
    const host = await startHost();
    const { TopicArn, SubscriptionArn, queue } = await aTopic(host);
    await host.clients.sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: "RawMessageDelivery",
        AttributeValue: "true",
      }),
    );
    await host.clients.sns.send(new PublishCommand({ TopicArn, Message: "plain" }));
    expect((await received(host, queue.url))[0]?.Body).toBe("plain");
  });

  test("chooses the message for queues out of several", async () => {
    const host = await startHost();
    const { TopicArn, queue } = await aTopic(host);
    const Message = JSON.stringify({ default: "for others", sqs: "for queues" });
    await host.clients.sns.send(new PublishCommand({ TopicArn, Message, MessageStructure: "json" }));
    expect(JSON.parse((await received(host, queue.url))[0]?.Body ?? "").Message).toBe("for queues");
  });

  test("delivers to every subscribed queue", async () => {
    const host = await startHost();
    const { TopicArn, queue } = await aTopic(host);
    const second = await host.sqs.ensureQueue("audit");
    await host.sns.ensureSubscription(TopicArn, second.arn, { raw: true });
    await host.clients.sns.send(new PublishCommand({ TopicArn, Message: "twice" }));
    expect([...(await received(host, queue.url)), ...(await received(host, second.url))]).toHaveLength(2);
  });

  test("a batch tells the fate of each entry", async () => {
    const host = await startHost();
    const { TopicArn, queue } = await aTopic(host, { RawMessageDelivery: "true" });
    const answer = await host.clients.sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: "a", Message: "x" },
          { Id: "b", Message: "" },
        ],
      }),
    );
    expect(answer.Successful).toMatchObject([{ Id: "a" }]);
    expect(answer.Failed).toMatchObject([{ Id: "b", Code: "InvalidParameter", SenderFault: true }]);
    expect(await received(host, queue.url)).toHaveLength(1);
  });

  test("characters that mean something to forms, XML or JSON arrive as they were", async () => {
    const host = await startHost();
    const { TopicArn, queue } = await aTopic(host);
    const Message = `<a href="x&y">&amp; + % é 漢 \u{1f600} "\\" \n\t</a>`;
    await host.clients.sns.send(new PublishCommand({ TopicArn, Message }));
    expect(JSON.parse((await received(host, queue.url))[0]?.Body ?? "").Message).toBe(Message);
  });

  test.each([
    [
      "to a topic that does not exist",
      { TopicArn: "arn:aws:sns:us-east-1:000000000000:gone", Message: "x" },
      "NotFoundException",
    ],
    ["to what is no topic", { TopicArn: "gone", Message: "x" }, "InvalidParameterException"],
    ["an empty message", { Message: "" }, "InvalidParameterException"],
    ["a message over 256 KiB", { Message: "x".repeat(262_145) }, "InvalidParameterException"],
    ["a subject with a line break", { Message: "x", Subject: "a\nb" }, "InvalidParameterException"],
    ["a structure without a default", { Message: "{}", MessageStructure: "json" }, "InvalidParameterException"],
  ])("refuses %s", async (_what, input, name) => {
    const host = await startHost();
    const { TopicArn } = await aTopic(host);
    await expect(host.clients.sns.send(new PublishCommand({ TopicArn, ...input }))).rejects.toMatchObject({ name });
  });

  test("refuses a batch with an id twice, and one with no entries", async () => {
    const host = await startHost();
    const { TopicArn } = await aTopic(host);
    const entry = { Id: "a", Message: "x" };
    const twice = host.clients.sns.send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry, entry] }),
    );
    await expect(twice).rejects.toMatchObject({ name: "BatchEntryIdsNotDistinctException" });
    const none = host.clients.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [] }));
    await expect(none).rejects.toMatchObject({ name: "EmptyBatchRequestException" });
  });
});
