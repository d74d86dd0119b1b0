// What a publisher gives and what arrives in a queue: the JSON envelope, or with raw delivery the message itself.
import { randomUUID } from "node:crypto";
import { region } from "../names.ts";
import { type FormTree, membersOf, textOf } from "../protocol/form.ts";
import type { Draft, MessageAttribute, MessageAttributes } from "../sqs/message.ts";
import { invalidParameter, missing } from "./errors.ts";
import type { Subscription } from "./topics.ts";

/** AWS's limit for one message and for a batch, in bytes. */
export const publishLimit = 262_144;

export interface Notification {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | null;
  readonly message: string;
  /** The message by protocol, when the publisher gave several (MessageStructure json). */
  readonly byProtocol: Readonly<Record<string, string>> | null;
  readonly attributes: MessageAttributes;
  readonly publishedAt: number;
}

/** Reads Publish's fields, or those of one entry of PublishBatch. */
export function notificationOf(form: FormTree, topicArn: string, publishedAt: number): Notification {
  const message = textOf(form, "Message");
  if (message === undefined) throw missing("message");
  if (message === "") throw invalidParameter("Empty message");
  const attributes = attributesOf(form);
  const notification = {
    id: randomUUID(),
    topicArn,
    subject: subjectOf(form),
    message,
    byProtocol: structureOf(form, message),
    attributes,
    publishedAt,
  };
  if (sizeOf(notification) > publishLimit) throw invalidParameter("Message too long");
  return notification;
}

export function sizeOf({ message, attributes }: Pick<Notification, "message" | "attributes">): number {
  const sizes = Object.entries(attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue ?? "") +
      Buffer.byteLength(BinaryValue ?? "", "base64"),
  );
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(message));
}

/** The message a subscribed queue gets. */
export function draftFor(notification: Notification, subscription: Subscription): Draft {
  const message = notification.byProtocol?.sqs ?? notification.byProtocol?.default ?? notification.message;
  if (subscription.raw) return { body: message, attributes: notification.attributes };
  return { body: envelope({ ...notification, message }, subscription) };
}

function envelope(notification: Notification, subscription: Subscription): string {
  const service = `https://sns.${region}.amazonaws.com`;
  const fields: [string, unknown][] = [
    ["Type", "Notification"],
    ["MessageId", notification.id],
    ["TopicArn", notification.topicArn],
    ...(notification.subject === null ? [] : [["Subject", notification.subject] satisfies [string, unknown]]),
    ["Message", notification.message],
    ["Timestamp", new Date(notification.publishedAt).toISOString()],
    ["SignatureVersion", "1"],
    // No key of Amazon's is here to sign with. Queues are trusted by their policy, not by this field.
    ["Signature", Buffer.from("not signed: this is Riposte's local host").toString("base64")],
    ["SigningCertURL", `${service}/SimpleNotificationService-00000000000000000000000000000000.pem`],
    ["UnsubscribeURL", `${service}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`],
    ...(Object.keys(notification.attributes).length === 0
      ? []
      : [["MessageAttributes", shownAttributes(notification.attributes)] satisfies [string, unknown]]),
  ];
  return `{\n${fields.map(([name, value]) => `  "${name}" : ${JSON.stringify(value)}`).join(",\n")}\n}`;
}

function shownAttributes(attributes: MessageAttributes): object {
  const shown = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue },
  ]);
  return Object.fromEntries(shown);
}

function attributesOf(form: FormTree): MessageAttributes {
  const entries = membersOf(form, "MessageAttributes").map((entry): [string, MessageAttribute] => {
    const name = typeof entry === "string" ? undefined : textOf(entry, "Name");
    const value = typeof entry === "string" ? undefined : entry.Value;
    if (name === undefined || value === undefined || typeof value === "string")
      throw invalidParameter("Message attributes Reason: an entry has no name or no value");
    return [name, attributeOf(name, value)];
  });
  return Object.fromEntries(entries);
}

function attributeOf(name: string, value: FormTree): MessageAttribute {
  const [DataType, StringValue, BinaryValue] = [
    textOf(value, "DataType") ?? "",
    textOf(value, "StringValue"),
    textOf(value, "BinaryValue"),
  ];
  if (!/^(String|Number|Binary)(\.\S{1,240})?$/.test(DataType)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const given = DataType.startsWith("Binary") ? BinaryValue : StringValue;
  if (!given)
    throw invalidParameter(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  return DataType.startsWith("Binary") ? { DataType, BinaryValue: given } : { DataType, StringValue: given };
}

function subjectOf(form: FormTree): string | null {
  const subject = textOf(form, "Subject");
  if (subject === undefined) return null;
  if (subject === "" || subject.length > 100 || /[\u0000-\u001f\u007f]/.test(subject))
    throw invalidParameter("Subject");
  return subject;
}

function structureOf(form: FormTree, message: string): Readonly<Record<string, string>> | null {
  const structure = textOf(form, "MessageStructure");
  if (structure === undefined) return null;
  if (structure !== "json") throw invalidParameter("MessageStructure");
  const parsed = parsedStructure(message);
  if (parsed === null) throw invalidParameter("Message Structure - JSON message body failed to parse");
  if (parsed.default === undefined) throw invalidParameter("Message Structure - No default entry in JSON message body");
  return parsed;
}

function parsedStructure(message: string): Record<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return null;
  }
}
