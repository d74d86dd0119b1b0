// SQS on this host: standard and FIFO queues with visibility timeouts and dead letters, kept in SQLite.
import type { Clock } from "../../clock.ts";
import type { WireHandler } from "../../wire.ts";
import { account } from "../names.ts";
import { jsonHandler } from "../protocol/json.ts";
import type { Attributes } from "./attributes.ts";
import { type Broker, createBroker } from "./broker.ts";
import { queryErrorHeader } from "./errors.ts";
import { getQueueAttributes, setQueueAttributes } from "./operations/attributes.ts";
import * as queues from "./operations/queues.ts";
import * as receipts from "./operations/receipts.ts";
import { receiveMessage } from "./operations/receive.ts";
import { sendMessage, sendMessageBatch } from "./operations/send.ts";

export interface SqsOptions {
  readonly clock: Clock;
  /** Where queues and messages are kept; null keeps them in memory. */
  readonly dataDir: string | null;
  /** `http://127.0.0.1:PORT` of the server in front, asked for when a queue's URL is needed. */
  readonly origin: () => string;
}

export interface Sqs {
  readonly handle: WireHandler;
  /** The queues in process, for SNS and pollers. */
  readonly broker: Broker;
  queueUrl(name: string): string;
  /** Makes a queue, or gives an existing one these attributes. */
  ensureQueue(name: string, attributes?: Attributes): Promise<{ readonly url: string; readonly arn: string }>;
  stop(): Promise<void>;
}

export function createSqs(options: SqsOptions): Sqs {
  const broker = createBroker(options);
  const urlOf = (name: string): string => `${options.origin()}/${account}/${name}`;
  return {
    handle: jsonHandler({
      prefix: "AmazonSQS",
      version: "1.0",
      errorHeaders: queryErrorHeader,
      operations: {
        CreateQueue: queues.createQueue(broker, urlOf),
        GetQueueUrl: queues.getQueueUrl(broker, urlOf),
        ListQueues: queues.listQueues(broker, urlOf),
        ListDeadLetterSourceQueues: queues.listDeadLetterSourceQueues(broker, urlOf),
        DeleteQueue: queues.deleteQueue(broker),
        PurgeQueue: queues.purgeQueue(broker),
        GetQueueAttributes: getQueueAttributes(broker),
        SetQueueAttributes: setQueueAttributes(broker),
        SendMessage: sendMessage(broker),
        SendMessageBatch: sendMessageBatch(broker),
        ReceiveMessage: receiveMessage(broker),
        DeleteMessage: receipts.deleteMessage(broker),
        DeleteMessageBatch: receipts.deleteMessageBatch(broker),
        ChangeMessageVisibility: receipts.changeMessageVisibility(broker),
        ChangeMessageVisibilityBatch: receipts.changeMessageVisibilityBatch(broker),
      },
    }),
    broker,
    queueUrl: urlOf,
    ensureQueue: async (name, attributes = {}) => {
      const now = broker.clock.now();
      const { FifoQueue: _kind, ...changeable } = attributes;
      const queue = broker.queues.find(name)
        ? await broker.queues.change(name, changeable, now)
        : await broker.queues.create(name, attributes, now);
      return { url: urlOf(name), arn: queue.arn };
    },
    stop: async () => broker.stop(),
  };
}
