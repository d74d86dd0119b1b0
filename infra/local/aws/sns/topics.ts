// Topics and their subscriptions. Few and read on every publish, so held in memory beside the file.
import { randomUUID } from "node:crypto";
import { arnOf } from "../names.ts";
import type { Store } from "../store/store.ts";
import { invalidParameter, subscriptionNotFound, topicNotFound } from "./errors.ts";

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  /** ARN of the queue. */
  readonly endpoint: string;
  readonly raw: boolean;
}

export interface Topics {
  get(arn: string): Topic;
  list(): readonly Topic[];
  create(name: string, attributes: Readonly<Record<string, string>>): Promise<Topic>;
  change(arn: string, attributes: Readonly<Record<string, string>>): Promise<Topic>;
  remove(arn: string): Promise<void>;
  subscription(arn: string): Subscription;
  subscriptions(topicArn?: string): readonly Subscription[];
  /** Adds a subscription, finds the same one, or with `replace` changes it. */
  subscribe(wanted: Omit<Subscription, "arn">, replace?: boolean): Promise<Subscription>;
  unsubscribe(arn: string): Promise<void>;
}

export const topicSchema = `
  CREATE TABLE IF NOT EXISTS topics (arn TEXT PRIMARY KEY, name TEXT NOT NULL, attributes TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS subscriptions (
    arn TEXT PRIMARY KEY, topic_arn TEXT NOT NULL, endpoint TEXT NOT NULL, raw INTEGER NOT NULL) WITHOUT ROWID;
`;

export function createTopics(store: Store): Topics {
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();
  read(store, topics, subscriptions);

  const get = (arn: string): Topic => {
    const topic = topics.get(arn);
    if (!topic) throw topicNotFound();
    return topic;
  };
  const keep = async (topic: Topic): Promise<Topic> => {
    topics.set(topic.arn, topic);
    await store.write(() => store.put("topics", { ...topic, attributes: JSON.stringify(topic.attributes) }));
    return topic;
  };
  const keepSubscription = async (subscription: Subscription): Promise<Subscription> => {
    subscriptions.set(subscription.arn, subscription);
    const { arn, topicArn, endpoint, raw } = subscription;
    await store.write(() => store.put("subscriptions", { arn, topic_arn: topicArn, endpoint, raw: raw ? 1 : 0 }));
    return subscription;
  };
  return {
    get,
    list: () => [...topics.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1)),
    create: async (name, attributes) => {
      const existing = topics.get(arnOf.topic(name));
      if (!existing) return keep({ name, arn: arnOf.topic(name), attributes });
      const differs = Object.entries(attributes).some(([key, value]) => (existing.attributes[key] ?? "") !== value);
      if (differs) throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
      return existing;
    },
    change: (arn, attributes) => keep({ ...get(arn), attributes: { ...get(arn).attributes, ...attributes } }),
    remove: async (arn) => {
      topics.delete(arn);
      for (const one of [...subscriptions.values()]) if (one.topicArn === arn) subscriptions.delete(one.arn);
      await store.write(() => {
        store.run("DELETE FROM topics WHERE arn = ?", arn);
        store.run("DELETE FROM subscriptions WHERE topic_arn = ?", arn);
      });
    },
    subscription: (arn) => {
      const found = subscriptions.get(arn);
      if (!found) throw subscriptionNotFound();
      return found;
    },
    subscriptions: (topicArn) =>
      [...subscriptions.values()].filter((one) => topicArn === undefined || one.topicArn === topicArn),
    subscribe: async (wanted, replace = false) => {
      const existing = [...subscriptions.values()].find(
        (one) => one.topicArn === wanted.topicArn && one.endpoint === wanted.endpoint,
      );
      if (!existing) return keepSubscription({ ...wanted, arn: `${wanted.topicArn}:${randomUUID()}` });
      if (existing.raw === wanted.raw) return existing;
      if (replace) return keepSubscription({ ...existing, raw: wanted.raw });
      throw invalidParameter("Attributes Reason: Subscription already exists with different attributes");
    },
    unsubscribe: async (arn) => {
      subscriptions.delete(arn);
      await store.write(() => store.run("DELETE FROM subscriptions WHERE arn = ?", arn));
    },
  };
}

function read(store: Store, topics: Map<string, Topic>, subscriptions: Map<string, Subscription>): void {
  for (const row of store.all("SELECT * FROM topics")) {
    const arn = String(row.arn);
    topics.set(arn, { arn, name: String(row.name), attributes: JSON.parse(String(row.attributes)) });
  }
  for (const row of store.all("SELECT * FROM subscriptions")) {
    const arn = String(row.arn);
    subscriptions.set(arn, {
      arn,
      topicArn: String(row.topic_arn),
      endpoint: String(row.endpoint),
      raw: Number(row.raw) === 1,
    });
  }
}
