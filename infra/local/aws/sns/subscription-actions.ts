// Subscribe, Unsubscribe, the lists, and a subscription's attributes. Queues are the only endpoints this host delivers to;
// whatever it could not deliver as asked (other protocols, filters) is refused here rather than dropped later.
import { account, nameInArn } from "../names.ts";
import { mapOf, textOf } from "../protocol/form.ts";
import type { QueryAction } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import type { Broker } from "../sqs/broker.ts";
import { invalidParameter } from "./errors.ts";
import { entries, required, topicArn } from "./topic-actions.ts";
import type { Subscription, Topics } from "./topics.ts";

export const subscribe =
  (topics: Topics, broker: Broker): QueryAction =>
  async (form) => {
    const topic = topics.get(topicArn(form));
    const protocol = required(form, "Protocol");
    if (protocol !== "sqs")
      throw invalidParameter(`Protocol Reason: this host delivers to sqs only, not to ${protocol.slice(0, 40)}`);
    const endpoint = textOf(form, "Endpoint") ?? "";
    checkQueue(broker, endpoint);
    const attributes = mapOf(form, "Attributes");
    for (const name of Object.keys(attributes)) checkAttributeName(name);
    const subscription = await topics.subscribe({
      topicArn: topic.arn,
      endpoint,
      raw: flag(attributes.RawMessageDelivery ?? "false"),
    });
    return { SubscriptionArn: subscription.arn };
  };

export const unsubscribe =
  (topics: Topics): QueryAction =>
  async (form) => {
    const arn = required(form, "SubscriptionArn");
    if (nameInArn(arn, "sns") === null)
      throw invalidParameter("SubscriptionArn Reason: An ARN must have at least 6 elements");
    await topics.unsubscribe(arn);
    return null;
  };

export const listSubscriptions =
  (topics: Topics): QueryAction =>
  async () => ({ Subscriptions: { member: topics.subscriptions().map(shown) } });

export const listSubscriptionsByTopic =
  (topics: Topics): QueryAction =>
  async (form) => ({ Subscriptions: { member: topics.subscriptions(topics.get(topicArn(form)).arn).map(shown) } });

export const getSubscriptionAttributes =
  (topics: Topics): QueryAction =>
  async (form) => {
    const { arn, topicArn: topic, endpoint, raw } = topics.subscription(required(form, "SubscriptionArn"));
    return entries({
      SubscriptionArn: arn,
      TopicArn: topic,
      Owner: account,
      Protocol: "sqs",
      Endpoint: endpoint,
      RawMessageDelivery: String(raw),
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "true",
    });
  };

export const setSubscriptionAttributes =
  (topics: Topics): QueryAction =>
  async (form) => {
    const existing = topics.subscription(required(form, "SubscriptionArn"));
    checkAttributeName(required(form, "AttributeName"));
    await topics.subscribe({ ...existing, raw: flag(textOf(form, "AttributeValue") ?? "") }, true);
    return null;
  };

const shown = ({ arn, topicArn: topic, endpoint }: Subscription): Record<string, XmlValue> => ({
  SubscriptionArn: arn,
  Owner: account,
  Protocol: "sqs",
  Endpoint: endpoint,
  TopicArn: topic,
});

function checkQueue(broker: Broker, endpoint: string): void {
  const name = nameInArn(endpoint, "sqs");
  const queue = name === null ? undefined : broker.queues.find(name);
  if (name === null) throw invalidParameter("SQS endpoint ARN");
  if (name.endsWith(".fifo"))
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  if (!queue)
    throw invalidParameter(
      `Endpoint Reason: the queue ${name.slice(0, 100)} does not exist on this host; create it first`,
    );
}

function checkAttributeName(name: string): void {
  if (name === "RawMessageDelivery") return;
  throw invalidParameter(`Attributes Reason: this host knows RawMessageDelivery only, not ${name.slice(0, 100)}`);
}

function flag(value: string): boolean {
  if (value !== "true" && value !== "false")
    throw invalidParameter("Attributes Reason: RawMessageDelivery: Invalid value. Must be true or false.");
  return value === "true";
}
