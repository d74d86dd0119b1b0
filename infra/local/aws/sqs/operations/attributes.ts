// GetQueueAttributes, SetQueueAttributes.
import * as z from "zod";
import { type JsonOperation, jsonOperation } from "../../protocol/json.ts";
import { isAttributeName } from "../attributes.ts";
import type { Broker } from "../broker.ts";
import { unknownAttribute } from "../errors.ts";
import type { Queue } from "../queues.ts";
import { queueAt, queueUrl } from "./request.ts";

export const getQueueAttributes = (broker: Broker): JsonOperation =>
  jsonOperation(
    z.object({ QueueUrl: queueUrl, AttributeNames: z.array(z.string()).default([]) }),
    ({ QueueUrl, AttributeNames }) => {
      const queue = queueAt(broker, QueueUrl);
      const unknown = AttributeNames.find((name) => !isAttributeName(name));
      if (unknown !== undefined) throw unknownAttribute(unknown);
      const wanted = (name: string): boolean => AttributeNames.includes("All") || AttributeNames.includes(name);
      const found = Object.entries(attributesOf(broker, queue)).filter(([name]) => wanted(name));
      return found.length > 0 ? { Attributes: Object.fromEntries(found) } : {};
    },
  );

export const setQueueAttributes = (broker: Broker): JsonOperation =>
  jsonOperation(
    z.object({ QueueUrl: queueUrl, Attributes: z.record(z.string(), z.string()) }),
    async ({ QueueUrl, Attributes }) => {
      await broker.queues.change(queueAt(broker, QueueUrl).name, Attributes, broker.clock.now());
      return undefined;
    },
  );

function attributesOf(broker: Broker, queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = broker.counts(queue);
  const seconds = (milliseconds: number): string => String(Math.floor(milliseconds / 1_000));
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...queue.attributes,
  };
}
