// A function as this host runs it: loaded when first called, called in this process, with the context Lambda would give.

/** What Lambda hands to a handler beside the event, on nodejs24.x. */
export interface FunctionContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  /** Milliseconds until the deadline; never negative. */
  getRemainingTimeInMillis(): number;
}

export type FunctionHandler = (event: unknown, context: FunctionContext) => unknown;

export interface FunctionDefinition {
  readonly name: string;
  /** After so long the caller gets Lambda's timeout error and a later result is dropped. */
  readonly timeoutSeconds: number;
  /** Called once, at the first invocation; again only if it failed. */
  readonly load: () => Promise<FunctionHandler>;
}

/** `name`, `name:qualifier`, a partial or a full ARN; only this host's own account. Null when it is none of these. */
export function functionNameOf(reference: string): string | null {
  const found =
    /^(?:(?:arn:aws:lambda:[a-z0-9-]+:)?(\d{12}):function:|function:)?([A-Za-z0-9-_]{1,140})(?::(\$LATEST|[A-Za-z0-9-_]{1,128}))?$/.exec(
      reference,
    );
  return found?.[2] ?? null;
}
