// The event Lambda makes of a batch of messages.
import { region } from "../names.ts";
import { type Message, type MessageAttributes, md5, md5OfAttributes } from "../sqs/message.ts";
import { systemAttributesOf } from "../sqs/operations/receive.ts";
import type { Queue } from "../sqs/queues.ts";

export const sqsEvent = (queue: Queue, messages: readonly Message[]): object => ({
  Records: messages.map((message) => recordOf(queue, message)),
});

function recordOf(queue: Queue, message: Message): object {
  const digest = md5OfAttributes(message.attributes);
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributesOf(message),
    messageAttributes: attributesOf(message.attributes),
    ...(digest === null ? {} : { md5OfMessageAttributes: digest }),
    md5OfBody: md5(message.body),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

function attributesOf(attributes: MessageAttributes): object {
  const shown = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const value = BinaryValue === undefined ? { stringValue: StringValue } : { binaryValue: BinaryValue };
    return [name, { ...value, stringListValues: [], binaryListValues: [], dataType: DataType }];
  });
  return Object.fromEntries(shown);
}
