// A message: what a sender gives, what is kept, and the digests clients check.
import { createHash } from "node:crypto";
import * as z from "zod";
import type { Row } from "../store/store.ts";
import { invalidContents, invalidParameter, missingParameter } from "./errors.ts";

export const messageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
  StringListValues: z.array(z.string()).max(0).optional(),
  BinaryListValues: z.array(z.string()).max(0).optional(),
});
export type MessageAttribute = z.infer<typeof messageAttribute>;
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a sender gives. */
export interface Draft {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** What a sender is told. */
export interface Sent {
  readonly messageId: string;
  readonly md5OfBody: string;
  readonly md5OfAttributes: string | null;
  readonly sequenceNumber: string | null;
}

/** What a receiver gets. */
export interface Message {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  readonly sequenceNumber: string | null;
  /** The queue this dead letter came from. */
  readonly sourceArn: string | null;
}

export const sequenceNumberOf = (sequence: number): string => String(18_849_496_460_467_696_128n + BigInt(sequence));

export function messageOf(row: Row, receiptHandle: string): Message {
  const text = (name: string): string | null =>
    row[name] === null || row[name] === undefined ? null : String(row[name]);
  const fifo = Number(row.fifo) === 1;
  return {
    id: String(row.id),
    receiptHandle,
    body: String(row.body),
    attributes: JSON.parse(String(row.attributes)) as MessageAttributes,
    sentAt: Number(row.sent_at),
    firstReceivedAt: Number(row.first_received_at),
    receiveCount: Number(row.received),
    groupId: text("group_id"),
    deduplicationId: text("deduplication_id"),
    sequenceNumber: fifo ? sequenceNumberOf(Number(row.sequence)) : null,
    sourceArn: text("source_arn"),
  };
}

/** Bytes as SQS counts them: the body, and the names, types and values of the attributes. */
export function sizeOf(draft: Draft): number {
  const attributes = Object.entries(draft.attributes ?? {});
  const sizes = attributes.map(
    ([name, attribute]) => Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOf(attribute).length,
  );
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(draft.body));
}

export function checkDraft(draft: Draft, limit: number): void {
  if (draft.body === "") throw missingParameter("MessageBody");
  if (forbidden.test(draft.body)) throw invalidContents();
  checkMessageAttributes(draft.attributes ?? {});
  if (sizeOf(draft) > limit) {
    throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
  }
}

// What XML cannot hold, lone surrogates included.
const forbidden = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const attributeName = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/;

function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > 10)
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  for (const [name, attribute] of Object.entries(attributes)) checkMessageAttribute(name, attribute);
}

function checkMessageAttribute(name: string, attribute: MessageAttribute): void {
  if (!attributeName.test(name) || /^(aws|amazon)\./i.test(name))
    throw invalidParameter(`Message (user) attribute name '${name}' is invalid.`);
  if (!/^(String|Number|Binary)(\..{1,240})?$/.test(attribute.DataType)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  if (bytesOf(attribute).length === 0) {
    throw invalidParameter(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${attribute.DataType}'.`,
    );
  }
  if (attribute.StringValue !== undefined && forbidden.test(attribute.StringValue)) throw invalidContents();
}

const isBinary = (attribute: MessageAttribute): boolean => attribute.DataType.startsWith("Binary");

const bytesOf = (attribute: MessageAttribute): Buffer =>
  isBinary(attribute) ? Buffer.from(attribute.BinaryValue ?? "", "base64") : Buffer.from(attribute.StringValue ?? "");

export const md5 = (text: string | Buffer): string => createHash("md5").update(text).digest("hex");

/** The digest SQS gives for message attributes: each name, type and value with its length before it, in order of name. */
export function md5OfAttributes(attributes: MessageAttributes): string | null {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return null;
  const parts = names.flatMap((name) => {
    const attribute = attributes[name];
    if (attribute === undefined) return [];
    const kind = Buffer.from([isBinary(attribute) ? 2 : 1]);
    return [sized(Buffer.from(name)), sized(Buffer.from(attribute.DataType)), kind, sized(bytesOf(attribute))];
  });
  return md5(Buffer.concat(parts));
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
