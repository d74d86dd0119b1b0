// How a vendor speaks, from its documentation: what it answers when all is well, and its own words when it is not.
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import type { Reply, Speaks } from "../support/server.ts";

export interface Speech {
  readonly action: string;
  /** The file beside the contract that is spoken to: `handler` unless a vendor's. */
  readonly by?: string;
  readonly handler: Handler;
  readonly input: unknown;
  readonly says: Speaks;
  readonly output: unknown;
  /** What it says of something that it does not know, and what becomes of that: an answer of ours, or a failure. */
  readonly notFound:
    | { readonly says: Speaks; readonly output: unknown }
    | { readonly says: Speaks; readonly name: string };
  readonly unauthorised: Reply;
  readonly rateLimited: Reply;
  /** What rate limiting comes to: some vendors mean the day's quota. */
  readonly limitedAs: "RateLimited" | "QuotaExhausted";
  readonly broken: Reply;
  /** JSON, but not what was asked for. */
  readonly otherShape: Reply;
}

export const html = (status: number): Reply => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><body><h1>${status}</h1></body></html>`,
});
