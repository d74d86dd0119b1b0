// A Lambda function URL's event (payload format 2.0) and its answer. Slack's forms come base64-encoded.
import * as z from "zod";

const event = z.object({
  version: z.literal("2.0"),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

/** What of a request counts before anything in it is believed. */
export interface RawRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface UrlAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Null for anything that no function URL sends. */
export function rawRequest(given: unknown): RawRequest | null {
  const { success, data } = event.safeParse(given);
  if (!success) return null;
  const headers = Object.fromEntries(Object.entries(data.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const body = Buffer.from(data.body ?? "", data.isBase64Encoded ? "base64" : "utf8");
  return { method: data.requestContext.http.method, headers, body };
}

export const answered = (statusCode: number, body: string): UrlAnswer => ({
  statusCode,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});

/** What a listener answered Slack: a text as it is, anything else as JSON, nothing as nothing. */
export function acknowledged(answer: unknown): UrlAnswer {
  if (answer === undefined || answer === null || answer === "") return { statusCode: 200, body: "" };
  if (typeof answer === "string") return answered(200, answer);
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
}
