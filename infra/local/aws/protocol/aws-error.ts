// A refusal in AWS's own terms: the code a client switches on, the sentence it shows, the status, and whose fault it was.
// Every service throws it; each protocol writes it in its own way.

export interface AwsErrorDetails {
  readonly status?: number;
  /** The name in the body where it differs from the code, e.g. `com.amazonaws.sqs#QueueDoesNotExist`. */
  readonly type?: string;
}

/** Thrown by an operation to answer with a modelled AWS error. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  readonly type: string;

  constructor(code: string, message: string, details: AwsErrorDetails = {}) {
    super(message);
    this.code = code;
    this.status = details.status ?? 400;
    this.type = details.type ?? code;
  }

  get fault(): "Sender" | "Receiver" {
    return this.status < 500 ? "Sender" : "Receiver";
  }
}

/** What any AWS service says when a body cannot be read as its protocol. */
export const serializationError = (message: string): AwsError =>
  new AwsError("SerializationException", message, { type: "com.amazon.coral.service#SerializationException" });

/** What any AWS JSON service says to an operation it does not know. */
export const unknownOperation = (target: string): AwsError =>
  new AwsError("UnknownOperationException", `the operation ${target || "(none)"} is not served by this host`, {
    type: "com.amazon.coral.service#UnknownOperationException",
  });
