// Publish and PublishBatch: each message to every subscribed queue, on disk before the publisher is answered.

import { nameInArn } from "../names.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { type FormTree, membersOf, textOf } from "../protocol/form.ts";
import type { QueryAction } from "../protocol/query.ts";
import type { Broker } from "../sqs/broker.ts";
import type { Draft } from "../sqs/message.ts";
import type { Queue } from "../sqs/queues.ts";
import * as errors from "./errors.ts";
import { draftFor, type Notification, notificationOf, publishLimit, sizeOf } from "./notification.ts";
import type { Subscription, Topics } from "./topics.ts";

export interface PublishOptions {
  readonly topics: Topics;
  readonly broker: Broker;
  /** Told of a message a subscribed queue does not take (it is gone, or refuses messages of that size). */
  readonly onDropped: (subscription: Subscription, reason: string) => void;
}

export const publish =
  (options: PublishOptions): QueryAction =>
  async (form) => {
    const arn = textOf(form, "TopicArn") ?? textOf(form, "TargetArn");
    if (arn === undefined)
      throw errors.invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
    const notification = notificationOf(form, topicOf(options, arn), options.broker.clock.now());
    await deliver(options, [notification]);
    return { MessageId: notification.id };
  };

export const publishBatch =
  (options: PublishOptions): QueryAction =>
  async (form) => {
    const arn = topicOf(options, textOf(form, "TopicArn") ?? "");
    const entries = entriesOf(form);
    const read = entries.map((entry) => readEntry(entry, arn, options.broker.clock.now()));
    const notifications = read.flatMap(({ notification }) => notification ?? []);
    if (notifications.reduce((sum, one) => sum + sizeOf(one), 0) > publishLimit) throw errors.batchTooLong();
    await deliver(options, notifications);
    return {
      Successful: {
        member: read.flatMap(({ id, notification }) => (notification ? [{ Id: id, MessageId: notification.id }] : [])),
      },
      Failed: {
        member: read.flatMap(({ id, error }) =>
          error ? [{ Id: id, Code: error.code, Message: error.message, SenderFault: true }] : [],
        ),
      },
    };
  };

function topicOf({ topics }: PublishOptions, arn: string): string {
  if (nameInArn(arn, "sns") === null) throw errors.invalidParameter("TopicArn");
  return topics.get(arn).arn;
}

async function deliver(
  { topics, broker, onDropped }: PublishOptions,
  notifications: readonly Notification[],
): Promise<void> {
  const deliveries: { queue: Queue; draft: Draft }[] = [];
  for (const notification of notifications) {
    for (const subscription of topics.subscriptions(notification.topicArn)) {
      const queue = broker.queues.find(nameInArn(subscription.endpoint, "sqs") ?? "");
      const draft = draftFor(notification, subscription);
      const reason = queue ? refusalOf(broker, queue, draft) : "the queue does not exist";
      if (queue && reason === null) deliveries.push({ queue, draft });
      else onDropped(subscription, reason ?? "");
    }
  }
  if (deliveries.length > 0) await broker.send(deliveries);
}

function refusalOf(broker: Broker, queue: Queue, draft: Draft): string | null {
  try {
    broker.check(queue, draft);
    return null;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

interface Entry {
  readonly id: string;
  readonly form: FormTree;
}

function entriesOf(form: FormTree): readonly Entry[] {
  const entries = membersOf(form, "PublishBatchRequestEntries").map((entry): Entry => {
    const id = typeof entry === "string" ? undefined : textOf(entry, "Id");
    if (typeof entry === "string" || id === undefined || !/^[A-Za-z0-9_-]{1,80}$/.test(id))
      throw errors.invalidEntryId();
    return { id, form: entry };
  });
  if (entries.length === 0) throw errors.emptyBatch();
  if (entries.length > 10) throw errors.tooManyEntries();
  if (new Set(entries.map(({ id }) => id)).size < entries.length) throw errors.repeatedEntryId();
  return entries;
}

function readEntry(
  { id, form }: Entry,
  arn: string,
  now: number,
): { id: string; notification?: Notification; error?: AwsError } {
  try {
    return { id, notification: notificationOf(form, arn, now) };
  } catch (error) {
    if (error instanceof AwsError) return { id, error };
    throw error;
  }
}
