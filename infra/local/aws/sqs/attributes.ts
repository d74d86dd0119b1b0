// A queue's attributes: which exist, what they may be, what they are when nobody said. Kept as the strings of the wire,
// read as numbers where the host acts on them.
import * as z from "zod";
import { nameInArn } from "../names.ts";
import { invalidAttribute, invalidParameter, unknownAttribute } from "./errors.ts";

export type Attributes = Readonly<Record<string, string>>;

export interface RedrivePolicy {
  readonly deadLetterQueue: string;
  readonly maxReceiveCount: number;
}

type Check = (value: string) => boolean;

const between =
  (least: number, most: number): Check =>
  (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value);
const flag = oneOf("true", "false");
const anything: Check = () => true;

/** Largest message and largest batch, in bytes. */
export const messageLimit = 1_048_576;

const settable: Readonly<Record<string, { readonly check: Check; readonly usual?: string; readonly fifoOnly?: true }>> =
  {
    DelaySeconds: { check: between(0, 900), usual: "0" },
    MaximumMessageSize: { check: between(1_024, messageLimit), usual: String(messageLimit) },
    MessageRetentionPeriod: { check: between(60, 1_209_600), usual: "345600" },
    ReceiveMessageWaitTimeSeconds: { check: between(0, 20), usual: "0" },
    VisibilityTimeout: { check: between(0, 43_200), usual: "30" },
    RedrivePolicy: { check: (value) => value === "" || redrivePolicy.safeParse(value).success },
    RedriveAllowPolicy: { check: isJsonObject },
    Policy: { check: (value) => value === "" || isJsonObject(value) },
    KmsMasterKeyId: { check: anything },
    KmsDataKeyReusePeriodSeconds: { check: between(60, 86_400) },
    SqsManagedSseEnabled: { check: flag, usual: "true" },
    FifoQueue: { check: oneOf("true"), fifoOnly: true },
    ContentBasedDeduplication: { check: flag, fifoOnly: true },
    DeduplicationScope: { check: oneOf("queue", "messageGroup"), fifoOnly: true },
    FifoThroughputLimit: { check: oneOf("perQueue", "perMessageGroupId"), fifoOnly: true },
  };

const usual: Attributes = Object.fromEntries(
  Object.entries(settable).flatMap(([name, { usual: value }]) => (value === undefined ? [] : [[name, value]])),
);
const usualOfFifo: Attributes = {
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoThroughputLimit: "perQueue",
};

/** Throws AWS's refusal unless every attribute exists and has a value it may have. */
export function checkAttributes(attributes: Attributes, fifo: boolean): void {
  for (const [name, value] of Object.entries(attributes)) {
    const known = Object.hasOwn(settable, name) ? settable[name] : undefined;
    if (!known || (known.fifoOnly && !fifo)) throw unknownAttribute(name);
    if (!known.check(value)) throw invalidAttribute(name);
  }
}

/** The given attributes over the usual ones; an empty text takes an attribute away. */
export function withUsual(attributes: Attributes, fifo: boolean): Attributes {
  const all = { ...usual, ...(fifo ? usualOfFifo : {}), ...attributes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

export const isAttributeName = (name: string): boolean =>
  name === "All" || Object.hasOwn(settable, name) || computed.has(name);

const computed: ReadonlySet<string> = new Set([
  "QueueArn",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
]);

const redrivePolicy = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    z.object({ deadLetterTargetArn: z.string().min(1), maxReceiveCount: z.coerce.number().int().min(1).max(1_000) }),
  );

export function redrivePolicyOf(attributes: Attributes): RedrivePolicy | null {
  const text = attributes.RedrivePolicy;
  if (text === undefined || text === "") return null;
  const policy = redrivePolicy.parse(text);
  const deadLetterQueue = nameInArn(policy.deadLetterTargetArn, "sqs");
  if (deadLetterQueue === null) {
    throw invalidParameter(
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn.`,
    );
  }
  return { deadLetterQueue, maxReceiveCount: policy.maxReceiveCount };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
