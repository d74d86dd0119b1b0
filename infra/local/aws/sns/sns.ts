// SNS on this host: standard topics that deliver to the queues of its SQS.
import type { WireHandler } from "../../wire.ts";
import { queryHandler } from "../protocol/query.ts";
import type { Broker } from "../sqs/broker.ts";
import { openStore } from "../store/store.ts";
import { publish, publishBatch } from "./publish.ts";
import * as subscriptions from "./subscription-actions.ts";
import * as topicActions from "./topic-actions.ts";
import { createTopics, type Subscription, topicSchema } from "./topics.ts";

export interface SnsOptions {
  /** Where topics and subscriptions are kept; null keeps them in memory. */
  readonly dataDir: string | null;
  readonly broker: Broker;
  /** Told of a message that a subscribed queue did not take. */
  readonly onDropped?: (subscription: Subscription, reason: string) => void;
}

export interface Sns {
  readonly handle: WireHandler;
  ensureTopic(name: string): Promise<{ readonly arn: string }>;
  ensureSubscription(
    topicArn: string,
    queueArn: string,
    options?: { readonly raw?: boolean },
  ): Promise<{ readonly arn: string }>;
  stop(): Promise<void>;
}

export function createSns({ dataDir, broker, onDropped }: SnsOptions): Sns {
  const store = openStore({ dataDir, name: "sns", schema: topicSchema });
  const topics = createTopics(store);
  const publishing = { topics, broker, onDropped: (one: Subscription, reason: string) => onDropped?.(one, reason) };
  return {
    handle: queryHandler({
      version: "2010-03-31",
      namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
      actions: {
        CreateTopic: topicActions.createTopic(topics),
        DeleteTopic: topicActions.deleteTopic(topics),
        ListTopics: topicActions.listTopics(topics),
        GetTopicAttributes: topicActions.getTopicAttributes(topics),
        SetTopicAttributes: topicActions.setTopicAttributes(topics),
        Publish: publish(publishing),
        PublishBatch: publishBatch(publishing),
        Subscribe: subscriptions.subscribe(topics, broker),
        Unsubscribe: subscriptions.unsubscribe(topics),
        ListSubscriptions: subscriptions.listSubscriptions(topics),
        ListSubscriptionsByTopic: subscriptions.listSubscriptionsByTopic(topics),
        GetSubscriptionAttributes: subscriptions.getSubscriptionAttributes(topics),
        SetSubscriptionAttributes: subscriptions.setSubscriptionAttributes(topics),
      },
    }),
    ensureTopic: async (name) => topics.create(name, {}),
    ensureSubscription: async (topicArn, endpoint, { raw = false } = {}) =>
      topics.subscribe({ topicArn: topics.get(topicArn).arn, endpoint, raw }, true),
    stop: async () => store.close(),
  };
}
