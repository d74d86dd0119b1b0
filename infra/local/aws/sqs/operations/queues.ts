// CreateQueue, GetQueueUrl, ListQueues, DeleteQueue, PurgeQueue, ListDeadLetterSourceQueues.
import * as z from "zod";
import { type JsonOperation, jsonOperation } from "../../protocol/json.ts";
import type { Broker } from "../broker.ts";
import { invalidParameter, invalidValue, purgeInProgress } from "../errors.ts";
import { queueAt, queueUrl } from "./request.ts";

export type UrlOf = (queueName: string) => string;

const page = { MaxResults: z.int().optional(), NextToken: z.string().optional() };

export const createQueue = (broker: Broker, urlOf: UrlOf): JsonOperation =>
  jsonOperation(
    z.object({ QueueName: z.string().default(""), Attributes: z.record(z.string(), z.string()).default({}) }),
    async ({ QueueName, Attributes }) => {
      const queue = await broker.queues.create(QueueName, Attributes, broker.clock.now());
      return { QueueUrl: urlOf(queue.name) };
    },
  );

export const getQueueUrl = (broker: Broker, urlOf: UrlOf): JsonOperation =>
  jsonOperation(z.object({ QueueName: z.string().default("") }), ({ QueueName }) => {
    if (!/^[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(QueueName)) {
      throw invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    return { QueueUrl: urlOf(broker.queues.get(QueueName).name) };
  });

export const listQueues = (broker: Broker, urlOf: UrlOf): JsonOperation =>
  jsonOperation(z.object({ QueueNamePrefix: z.string().default(""), ...page }), (input) => {
    const names = broker.queues.list().map((queue) => queue.name);
    const { shown, next } = paged(
      names.filter((name) => name.startsWith(input.QueueNamePrefix)),
      input.MaxResults,
      input.NextToken,
    );
    return { ...(shown.length > 0 ? { QueueUrls: shown.map(urlOf) } : {}), ...next };
  });

export const listDeadLetterSourceQueues = (broker: Broker, urlOf: UrlOf): JsonOperation =>
  jsonOperation(z.object({ QueueUrl: queueUrl, ...page }), (input) => {
    const target = queueAt(broker, input.QueueUrl).name;
    const sources = broker.queues.list().filter((queue) => queue.redrive?.deadLetterQueue === target);
    const { shown, next } = paged(
      sources.map((queue) => queue.name),
      input.MaxResults,
      input.NextToken,
    );
    return { queueUrls: shown.map(urlOf), ...next };
  });

export const deleteQueue = (broker: Broker): JsonOperation =>
  jsonOperation(z.object({ QueueUrl: queueUrl }), async ({ QueueUrl }) => {
    await broker.queues.remove(queueAt(broker, QueueUrl).name);
    return undefined;
  });

export function purgeQueue(broker: Broker): JsonOperation {
  const purgedAt = new Map<string, number>();
  return jsonOperation(z.object({ QueueUrl: queueUrl }), async ({ QueueUrl }) => {
    const queue = queueAt(broker, QueueUrl);
    const now = broker.clock.now();
    if (now - (purgedAt.get(queue.name) ?? Number.NEGATIVE_INFINITY) < 60_000) throw purgeInProgress(queue.name);
    purgedAt.set(queue.name, now);
    await broker.purge(queue);
    return undefined;
  });
}

/** A page starts after the name in its token. */
function paged(
  names: readonly string[],
  most = 1_000,
  token?: string,
): { shown: readonly string[]; next: { NextToken?: string } } {
  if (most < 1 || most > 1_000) throw invalidValue(most, "MaxResults", "Must be between 1 and 1000, if provided.");
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString("utf8");
  const left = names.filter((name) => name > after);
  const shown = left.slice(0, most);
  const last = shown.at(-1);
  return {
    shown,
    next: left.length > most && last !== undefined ? { NextToken: Buffer.from(last).toString("base64url") } : {},
  };
}
