// What an action may say when it cannot do its work. Two classes for authors of actions; anything else that is thrown
// is a bug of ours and is never retried. The name of a failure is the error name that Step Functions sees.

/** Worth another try within the step's time: the retry table of the compiler names exactly these. */
export const retryableNames = ["RateLimited", "Unavailable", "TimedOut", "Conflict"] as const;

/** Final: trying again would change nothing, or must not happen. */
export const permanentNames = [
  "Unauthorized",
  "NotFound",
  "QuotaExhausted",
  "Refused",
  "InvalidInput",
  "InvalidOutput",
  "OutputTooLarge",
  "MissingSecret",
  "MissingMode",
  "AddressRefused",
  "NoGrant",
  "ProtectedSubject",
  "UnknownSubject",
  "NotContainable",
  "Stopped",
  "BlastRadiusReached",
  "Unverified",
  "Bug",
] as const;

export type RetryableName = (typeof retryableNames)[number];
export type PermanentName = (typeof permanentNames)[number];
export type FailureName = RetryableName | PermanentName;

/** A failure that may pass: a busy vendor, a lost connection, a stale lock token. */
export class RetryableFailure extends Error {
  override readonly name: RetryableName;
  constructor(name: RetryableName, message: string) {
    super(message);
    this.name = name;
  }
}

/** A failure that will not pass by waiting: a wrong key, an exhausted quota, a refusal of ours. */
export class PermanentFailure extends Error {
  override readonly name: PermanentName;
  constructor(name: PermanentName, message: string) {
    super(message);
    this.name = name;
  }
}
