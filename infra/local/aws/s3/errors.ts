// S3's refusals.
import { AwsError } from "../protocol/aws-error.ts";

export const noSuchBucket = (): AwsError =>
  new AwsError("NoSuchBucket", "The specified bucket does not exist", { status: 404 });

export const noSuchKey = (): AwsError =>
  new AwsError("NoSuchKey", "The specified key does not exist.", { status: 404 });

export const preconditionFailed = (): AwsError =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", { status: 412 });

export const badDigest = (algorithm: string): AwsError =>
  new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);

export const invalidArgument = (message: string): AwsError => new AwsError("InvalidArgument", message);

export const invalidRange = (): AwsError =>
  new AwsError("InvalidRange", "The requested range is not satisfiable", { status: 416 });

export const invalidUri = (): AwsError => new AwsError("InvalidURI", "Couldn't parse the specified URI.");

export const incompleteBody = (): AwsError =>
  new AwsError("IncompleteBody", "The request body terminated unexpectedly");

export const notImplemented = (what: string): AwsError =>
  new AwsError("NotImplemented", `this host's S3 does not serve ${what}`, { status: 501 });

export const accessDenied = (reason: string): AwsError => new AwsError("AccessDenied", reason, { status: 403 });
