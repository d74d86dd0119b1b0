// SQS's refusals, with the names of both its protocols: JSON in the body, the old Query name in a header.
import { AwsError } from "../protocol/aws-error.ts";

/** Codes of the Query protocol where they differ from the JSON name. */
const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  SerializationException: "MalformedInput",
  UnknownOperationException: "InvalidAction",
};

export const queryErrorHeader = (error: AwsError): Record<string, string> => ({
  "x-amzn-query-error": `${queryCodes[error.code] ?? error.code};${error.fault}`,
});

const modelled = (code: string, message: string, status = 400): AwsError =>
  new AwsError(code, message, { status, type: `com.amazonaws.sqs#${code}` });

export const queueDoesNotExist = (): AwsError => modelled("QueueDoesNotExist", "The specified queue does not exist.");

export const queueNameExists = (attribute: string): AwsError =>
  modelled(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const unknownAttribute = (name: string): AwsError =>
  modelled("InvalidAttributeName", `Unknown Attribute ${name}.`);

export const invalidAttribute = (name: string): AwsError =>
  modelled("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValue", message, { type: "com.amazon.coral.service#InvalidParameterValueException" });

export const invalidValue = (value: string | number, parameter: string, reason: string): AwsError =>
  invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (name: string): AwsError =>
  new AwsError("MissingParameter", `The request must contain the parameter ${name}.`, {
    type: "com.amazon.coral.service#MissingRequiredParameterException",
  });

export const invalidContents = (): AwsError =>
  modelled(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
  );

export const invalidReceipt = (handle: string): AwsError =>
  modelled("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`, 404);

export const emptyBatch = (entry: string): AwsError =>
  modelled("EmptyBatchRequest", `There should be at least one ${entry} in the request.`);

export const tooManyEntries = (count: number): AwsError =>
  modelled("TooManyEntriesInBatchRequest", `Maximum number of entries per request are 10. You have sent ${count}.`);

export const invalidEntryId = (): AwsError =>
  modelled(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );

export const repeatedEntryId = (id: string): AwsError => modelled("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);

export const batchTooLong = (limit: number, length: number): AwsError =>
  modelled(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${length} bytes.`,
  );

export const purgeInProgress = (name: string): AwsError =>
  modelled("PurgeQueueInProgress", `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`, 403);
