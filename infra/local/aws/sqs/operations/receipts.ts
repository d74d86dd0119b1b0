// What is done with a receipt handle: DeleteMessage, ChangeMessageVisibility, and both in batches.
import * as z from "zod";
import { type JsonOperation, jsonOperation } from "../../protocol/json.ts";
import type { Broker } from "../broker.ts";
import { invalidValue, missingParameter } from "../errors.ts";
import type { Queue } from "../queues.ts";
import { checkBatch, eachEntry } from "./batch.ts";
import { queueAt, queueUrl } from "./request.ts";

const receipt = { ReceiptHandle: z.string().default("") };
const visibility = { ...receipt, VisibilityTimeout: z.int().optional() };

export const deleteMessage = (broker: Broker): JsonOperation =>
  jsonOperation(z.object({ QueueUrl: queueUrl, ...receipt }), async ({ QueueUrl, ReceiptHandle }) => {
    await remove(broker, queueAt(broker, QueueUrl), ReceiptHandle);
    return undefined;
  });

export const deleteMessageBatch = (broker: Broker): JsonOperation =>
  jsonOperation(
    z.object({ QueueUrl: queueUrl, Entries: z.array(z.object({ Id: z.string(), ...receipt })).default([]) }),
    ({ QueueUrl, Entries }) => {
      const queue = queueAt(broker, QueueUrl);
      checkBatch(Entries, "DeleteMessageBatchRequestEntry");
      return eachEntry(Entries, (entry) => remove(broker, queue, entry.ReceiptHandle));
    },
  );

export const changeMessageVisibility = (broker: Broker): JsonOperation =>
  jsonOperation(z.object({ QueueUrl: queueUrl, ...visibility }), async (input) => {
    await change(broker, queueAt(broker, input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout);
    return undefined;
  });

export const changeMessageVisibilityBatch = (broker: Broker): JsonOperation =>
  jsonOperation(
    z.object({ QueueUrl: queueUrl, Entries: z.array(z.object({ Id: z.string(), ...visibility })).default([]) }),
    ({ QueueUrl, Entries }) => {
      const queue = queueAt(broker, QueueUrl);
      checkBatch(Entries, "ChangeMessageVisibilityBatchRequestEntry");
      return eachEntry(Entries, (entry) => change(broker, queue, entry.ReceiptHandle, entry.VisibilityTimeout));
    },
  );

async function remove(broker: Broker, queue: Queue, handle: string): Promise<object> {
  if (handle === "") throw missingParameter("ReceiptHandle");
  await broker.remove(queue, handle);
  return {};
}

async function change(broker: Broker, queue: Queue, handle: string, seconds: number | undefined): Promise<object> {
  if (handle === "") throw missingParameter("ReceiptHandle");
  if (seconds === undefined) throw missingParameter("VisibilityTimeout");
  if (seconds < 0 || seconds > 43_200)
    throw invalidValue(seconds, "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and 43200");
  await broker.changeVisibility(queue, handle, seconds);
  return {};
}
