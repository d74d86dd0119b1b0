// What every service of the local host is: a function from an HTTP request to an HTTP response. The server in front
// decides which service is meant; services never see a socket.

export interface WireRequest {
  readonly method: string;
  /** Percent-encoded path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborted when the client hangs up before it has an answer. Absent where nobody can. */
  readonly signal?: AbortSignal;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export type WireHandler = (request: WireRequest) => Promise<WireResponse>;

/** What one invocation of a function came to, in Lambda's terms. */
export type Invocation =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string; readonly trace: readonly string[] }
  | {
      readonly ok: false;
      readonly errorType: "Lambda.ResourceNotFoundException";
      readonly errorMessage: string;
      readonly trace: readonly [];
    };

/** Calls a function of this host by name or ARN. Never rejects: a failure is an answer. */
export type Invoke = (functionName: string, payload: unknown) => Promise<Invocation>;
