// Slack's own client, set up for a function: a time limit, no hidden waiting, one try. A post whose answer was lost must
// not be repeated before somebody has looked whether it is there; whoever calls decides.
import { type FetchFunction, LogLevel, WebClient } from "@slack/web-api";
import { RetryableFailure } from "../../actions/kit/contract/failure.ts";
import { environment } from "../../actions/kit/runtime/environment.ts";
import { noteMarks } from "../../actions/kit/runtime/marks.ts";
import { slackFailure } from "./failure.ts";

const longestRequestMs = 5_000;

export function slackClient(token: string): WebClient {
  const base = environment().baseUrl("slack");
  return new WebClient(token, {
    ...(base === null ? {} : { slackApiUrl: `${base.href.replace(/\/$/, "")}/api/` }),
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    timeout: longestRequestMs,
    rejectRateLimitedCalls: true,
    fetch: whole,
    logger: silent,
  });
}

const largestAnswer = 2 * 1_048_576;

/**
 * The answer is read whole here, so that a connection that ends inside it is the failure of a request like any other,
 * and no answer is larger than a function can hold. Its mark is noted.
 */
const whole: FetchFunction = async (url, init) => {
  const response = await fetch(url, init);
  noteMarks(Object.fromEntries(response.headers.entries()));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) throw new Error("the answer is larger than 2 MiB");
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status, statusText, headers });
};

/** Failures are thrown and handled; the client's own lines would carry messages of cases into the log. */
const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** A call of Slack's client, its errors turned into ours. */
export async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw slackFailure(error);
  }
}

/**
 * As `asked`, for a call that only reads: a connection that was closed while the function slept is tried once more, because
 * somebody waits for the answer.
 */
export async function askedAgain<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await asked(call());
  } catch (error) {
    if (!(error instanceof RetryableFailure && error.name === "Unavailable")) throw error;
    return asked(call());
  }
}
