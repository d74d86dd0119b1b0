// Slack's own client, set up for a function: a time limit, no hidden waiting, one try. A post whose answer was lost must
// not be repeated before somebody has looked whether it is there; whoever calls decides.
import { type FetchFunction, LogLevel, WebClient } from "@slack/web-api";
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
    fetch: noting,
    logger: silent,
  });
}

/** Every answer's mark is noted; nothing else is changed. */
const noting: FetchFunction = async (url, init) => {
  const response = await fetch(url, init);
  noteMarks(Object.fromEntries(response.headers.entries()));
  return response;
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
