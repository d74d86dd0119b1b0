// SNS's refusals.
import { AwsError } from "../protocol/aws-error.ts";

export const topicNotFound = (): AwsError => new AwsError("NotFound", "Topic does not exist", { status: 404 });

export const subscriptionNotFound = (): AwsError =>
  new AwsError("NotFound", "Subscription does not exist", { status: 404 });

export const invalidParameter = (what: string): AwsError =>
  new AwsError("InvalidParameter", `Invalid parameter: ${what}`);

export const missing = (name: string): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );

export const emptyBatch = (): AwsError =>
  new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");

export const tooManyEntries = (): AwsError =>
  new AwsError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");

export const repeatedEntryId = (): AwsError =>
  new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");

export const invalidEntryId = (): AwsError =>
  new AwsError("InvalidBatchEntryId", "The Id of a batch entry in a batch request doesn't abide by the specification.");

export const batchTooLong = (): AwsError =>
  new AwsError("BatchRequestTooLong", "The length of all the batch messages put together is more than the limit.");
