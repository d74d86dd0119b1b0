// Secrets Manager's refusals.
import { AwsError } from "../protocol/aws-error.ts";

export const notFound = (): AwsError =>
  new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

export const versionNotFound = (what: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Secrets Manager can't find the specified secret value for ${what}`);

export const exists = (name: string): AwsError =>
  new AwsError("ResourceExistsException", `The operation failed because the secret ${name} already exists.`);

export const versionTaken = (id: string): AwsError =>
  new AwsError("ResourceExistsException", `A version with the token ${id} already exists with another secret value.`);

export const invalidParameter = (message: string): AwsError => new AwsError("InvalidParameterException", message);

export const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequestException", message);
