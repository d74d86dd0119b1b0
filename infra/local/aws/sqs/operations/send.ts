// SendMessage, SendMessageBatch.
import * as z from "zod";
import { type JsonOperation, jsonOperation } from "../../protocol/json.ts";
import { messageLimit } from "../attributes.ts";
import type { Broker } from "../broker.ts";
import { batchTooLong, invalidValue } from "../errors.ts";
import { type Draft, messageAttribute, type Sent, sizeOf } from "../message.ts";
import type { Queue } from "../queues.ts";
import { checkBatch, eachEntry } from "./batch.ts";
import { queueAt, queueUrl } from "./request.ts";

const draftFields = {
  MessageBody: z.string().default(""),
  DelaySeconds: z.int().optional(),
  MessageAttributes: z.record(z.string(), messageAttribute).optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
};
const draftSchema = z.object(draftFields);

export const sendMessage = (broker: Broker): JsonOperation =>
  jsonOperation(z.object({ QueueUrl: queueUrl, ...draftFields }), async (input) => {
    const queue = queueAt(broker, input.QueueUrl);
    return answerOf(await sendOne(broker, queue, draftOf(input)));
  });

export const sendMessageBatch = (broker: Broker): JsonOperation =>
  jsonOperation(
    z.object({ QueueUrl: queueUrl, Entries: z.array(z.object({ Id: z.string(), ...draftFields })).default([]) }),
    async ({ QueueUrl, Entries }) => {
      const queue = queueAt(broker, QueueUrl);
      checkBatch(Entries, "SendMessageBatchRequestEntry");
      const length = Entries.reduce((sum, entry) => sum + sizeOf(draftOf(entry)), 0);
      if (length > messageLimit) throw batchTooLong(messageLimit, length);
      return eachEntry(Entries, async (entry) => answerOf(await sendOne(broker, queue, draftOf(entry))));
    },
  );

async function sendOne(broker: Broker, queue: Queue, draft: Draft): Promise<Sent> {
  checkParameters(draft);
  broker.check(queue, draft);
  const [sent] = await broker.send([{ queue, draft }]);
  if (!sent) throw new Error("the store kept no message");
  return sent;
}

const token = /^[\x21-\x7e]{1,128}$/;

function checkParameters({ delaySeconds, groupId, deduplicationId }: Draft): void {
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900)) {
    throw invalidValue(delaySeconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
  }
  for (const [name, value] of [
    ["MessageGroupId", groupId],
    ["MessageDeduplicationId", deduplicationId],
  ] as const) {
    if (value !== undefined && !token.test(value)) {
      throw invalidValue(
        value.slice(0, 200),
        name,
        `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
      );
    }
  }
}

const draftOf = (input: z.infer<typeof draftSchema>): Draft => ({
  body: input.MessageBody,
  attributes: input.MessageAttributes,
  delaySeconds: input.DelaySeconds,
  groupId: input.MessageGroupId,
  deduplicationId: input.MessageDeduplicationId,
});

const answerOf = (sent: Sent): object => ({
  MessageId: sent.messageId,
  MD5OfMessageBody: sent.md5OfBody,
  ...(sent.md5OfAttributes === null ? {} : { MD5OfMessageAttributes: sent.md5OfAttributes }),
  ...(sent.sequenceNumber === null ? {} : { SequenceNumber: sent.sequenceNumber }),
});
