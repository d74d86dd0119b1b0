// ReceiveMessage: short or long poll, with the attributes asked for.
import * as z from "zod";
import { type JsonOperation, jsonOperation } from "../../protocol/json.ts";
import type { Broker } from "../broker.ts";
import { invalidValue } from "../errors.ts";
import { type Message, type MessageAttributes, md5, md5OfAttributes } from "../message.ts";
import { queueAt, queueUrl } from "./request.ts";

const receiveInput = z.object({
  QueueUrl: queueUrl,
  MaxNumberOfMessages: z.int().default(1),
  VisibilityTimeout: z.int().optional(),
  WaitTimeSeconds: z.int().optional(),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

export const receiveMessage = (broker: Broker): JsonOperation =>
  jsonOperation(receiveInput, async (input, request) => {
    const queue = queueAt(broker, input.QueueUrl);
    checkRange(input.MaxNumberOfMessages, "MaxNumberOfMessages", 1, 10);
    checkRange(input.VisibilityTimeout ?? 0, "VisibilityTimeout", 0, 43_200);
    checkRange(input.WaitTimeSeconds ?? 0, "WaitTimeSeconds", 0, 20);
    const messages = await broker.receive(queue, {
      most: input.MaxNumberOfMessages,
      wait: (input.WaitTimeSeconds ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds)) * 1_000,
      visibilityTimeout: input.VisibilityTimeout,
      signal: request.signal,
    });
    // Taken for somebody who is not there: the next one gets them at once.
    if (request.signal?.aborted) {
      await Promise.all(messages.map(({ receiptHandle }) => broker.changeVisibility(queue, receiptHandle, 0)));
    }
    const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    return messages.length === 0
      ? {}
      : { Messages: messages.map((one) => shown(one, systemNames, input.MessageAttributeNames)) };
  });

function checkRange(value: number, name: string, least: number, most: number): void {
  if (value < least || value > most)
    throw invalidValue(value, name, `Must be between ${least} and ${most}, if provided.`);
}

function shown(message: Message, systemNames: readonly string[], names: readonly string[]): object {
  const system = Object.entries(systemAttributesOf(message)).filter(
    ([name]) => systemNames.includes("All") || systemNames.includes(name),
  );
  const attributes = selected(message.attributes, names);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(digest === null ? {} : { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

/** Asked for by name, by `prefix.*`, or all of them. */
function selected(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const fits = (name: string, pattern: string): boolean =>
    pattern === "All" ||
    pattern === ".*" ||
    pattern === name ||
    (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -1)));
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => names.some((pattern) => fits(name, pattern))),
  );
}

/** The account of every sender on this host. */
const senderId = "AIDALOCALHOST0000000";

export function systemAttributesOf(message: Message): Record<string, string> {
  return {
    SenderId: senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.groupId === null ? {} : { MessageGroupId: message.groupId }),
    ...(message.deduplicationId === null ? {} : { MessageDeduplicationId: message.deduplicationId }),
    ...(message.sequenceNumber === null ? {} : { SequenceNumber: message.sequenceNumber }),
    ...(message.sourceArn === null ? {} : { DeadLetterQueueSourceArn: message.sourceArn }),
  };
}
