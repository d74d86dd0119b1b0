// CreateTopic, DeleteTopic, ListTopics, GetTopicAttributes, SetTopicAttributes.
import { account, nameInArn } from "../names.ts";
import { type FormTree, mapOf, textOf } from "../protocol/form.ts";
import type { QueryAction } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { invalidParameter, missing } from "./errors.ts";
import type { Topics } from "./topics.ts";

const settable: ReadonlySet<string> = new Set([
  "DisplayName",
  "Policy",
  "DeliveryPolicy",
  "KmsMasterKeyId",
  "SignatureVersion",
  "TracingConfig",
]);

export const createTopic =
  (topics: Topics): QueryAction =>
  async (form) => {
    const name = required(form, "Name");
    const attributes = mapOf(form, "Attributes");
    if (name.endsWith(".fifo") || attributes.FifoTopic === "true") {
      throw invalidParameter("FifoTopic Reason: this host has standard topics only; publish to a FIFO queue directly");
    }
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter("Topic Name");
    const { FifoTopic: _standard, ...kept } = attributes;
    checkAttributes(kept);
    return { TopicArn: (await topics.create(name, kept)).arn };
  };

export const deleteTopic =
  (topics: Topics): QueryAction =>
  async (form) => {
    await topics.remove(topicArn(form));
    return null;
  };

export const listTopics =
  (topics: Topics): QueryAction =>
  async () => ({ Topics: { member: topics.list().map(({ arn }) => ({ TopicArn: arn })) } });

export const getTopicAttributes =
  (topics: Topics): QueryAction =>
  async (form) => {
    const topic = topics.get(topicArn(form));
    return entries({
      TopicArn: topic.arn,
      Owner: account,
      DisplayName: "",
      SubscriptionsConfirmed: String(topics.subscriptions(topic.arn).length),
      SubscriptionsPending: "0",
      SubscriptionsDeleted: "0",
      ...topic.attributes,
    });
  };

export const setTopicAttributes =
  (topics: Topics): QueryAction =>
  async (form) => {
    const attributes = { [required(form, "AttributeName")]: textOf(form, "AttributeValue") ?? "" };
    checkAttributes(attributes);
    await topics.change(topicArn(form), attributes);
    return null;
  };

export const entries = (attributes: Readonly<Record<string, string>>): Record<string, XmlValue> => ({
  Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) },
});

export function topicArn(form: FormTree): string {
  const arn = required(form, "TopicArn");
  if (nameInArn(arn, "sns") === null) throw invalidParameter("TopicArn");
  return arn;
}

export function required(form: FormTree, name: string): string {
  const value = textOf(form, name);
  if (value === undefined) throw missing(name);
  return value;
}

function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(attributes).find((name) => !settable.has(name));
  if (unknown !== undefined) throw invalidParameter(`AttributeName: ${unknown}`);
}
