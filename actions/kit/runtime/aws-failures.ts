// What the errors of the AWS SDK mean in the closed list of failures. Codes as the services document them; one that is
// not here is judged by its HTTP status, and by whose fault the SDK says it is.
import type { FailureName } from "../contract/failure.ts";
import { type Failure, failure } from "./http-answer.ts";

interface AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
  readonly $fault?: "client" | "server";
  readonly code?: string;
}

const names: Readonly<Record<string, FailureName>> = {
  AccessDenied: "Unauthorized",
  AccessDeniedException: "Unauthorized",
  AuthFailure: "Unauthorized",
  CredentialsProviderError: "Unauthorized",
  ExpiredToken: "Unauthorized",
  ExpiredTokenException: "Unauthorized",
  IncompleteSignature: "Unauthorized",
  InvalidClientTokenId: "Unauthorized",
  InvalidSignatureException: "Unauthorized",
  MissingAuthenticationToken: "Unauthorized",
  MissingAuthenticationTokenException: "Unauthorized",
  OptInRequired: "Unauthorized",
  SignatureDoesNotMatch: "Unauthorized",
  UnauthorizedOperation: "Unauthorized",
  UnrecognizedClientException: "Unauthorized",
  NoSuchEntity: "NotFound",
  NoSuchEntityException: "NotFound",
  ResourceNotFoundException: "NotFound",
  ConcurrentModification: "Conflict",
  ConcurrentModificationException: "Conflict",
  ConditionalCheckFailedException: "Conflict",
  EntityTemporarilyUnmodifiable: "Conflict",
  EntityTemporarilyUnmodifiableException: "Conflict",
  TransactionConflictException: "Conflict",
  ProvisionedThroughputExceededException: "RateLimited",
  RequestLimitExceeded: "RateLimited",
  SlowDown: "RateLimited",
  Throttling: "RateLimited",
  ThrottlingException: "RateLimited",
  ThrottledException: "RateLimited",
  TooManyRequestsException: "RateLimited",
  LimitExceeded: "Refused",
  LimitExceededException: "Refused",
  DeleteConflict: "Refused",
  DeleteConflictException: "Refused",
  UnmodifiableEntity: "NotContainable",
  UnmodifiableEntityException: "NotContainable",
  InvalidInput: "InvalidInput",
  InvalidInputException: "InvalidInput",
  InvalidParameterException: "InvalidInput",
  ValidationError: "InvalidInput",
  ValidationException: "InvalidInput",
  MalformedPolicyDocument: "Bug",
  MalformedPolicyDocumentException: "Bug",
  AbortError: "TimedOut",
  RequestTimeout: "TimedOut",
  RequestTimeoutException: "TimedOut",
  TimeoutError: "TimedOut",
  InternalFailure: "Unavailable",
  InternalServerError: "Unavailable",
  InternalServiceError: "Unavailable",
  ServiceFailure: "Unavailable",
  ServiceFailureException: "Unavailable",
  ServiceUnavailable: "Unavailable",
};

/** The failure that stands for an error of an AWS client; null for any other error. */
export function awsFailure(error: unknown): Failure | null {
  if (!fromAws(error)) return null;
  if (brokenOff.has(error.code ?? "")) return failure("Unavailable", "AWS broke off its answer");
  return failure(names[error.name] ?? byStatus(error), `AWS answered ${error.name}: ${error.message}`);
}

/** The connection ended inside an answer whose status was there already. */
const brokenOff = new Set(["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"]);

const fromAws = (error: unknown): error is AwsError =>
  error instanceof Error && ("$metadata" in error || "$fault" in error || error.name === "CredentialsProviderError");

function byStatus(error: AwsError): FailureName {
  const status = error.$metadata?.httpStatusCode;
  if (status === undefined) return error.code === undefined && error.$fault === "client" ? "Refused" : "Unavailable";
  if (status === 429) return "RateLimited";
  if (status >= 500) return "Unavailable";
  if (status === 403) return "Unauthorized";
  return status < 400 ? "InvalidOutput" : "Refused";
}
