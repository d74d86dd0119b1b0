// A Lambda function URL on this host: an HTTP request becomes the function's event (payload format 2.0), its answer the
// response. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Invoke, WireHandler, WireRequest, WireResponse } from "./wire.ts";

const answerShape = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
});

export const functionUrl =
  (invoke: Invoke, functionName: string): WireHandler =>
  async (request) => {
    const invocation = await invoke(functionName, eventOf(request));
    return invocation.ok ? responseOf(invocation.payload) : internalError;
  };

const domain = "local.lambda-url.us-east-1.on.aws";

function eventOf({ method, path, query, headers, body }: WireRequest): object {
  const encoded = !plain(headers["content-type"] ?? "", body);
  const now = Date.now();
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query.toString(),
    headers,
    ...(query.size === 0 ? {} : { queryStringParameters: joined(query) }),
    requestContext: {
      accountId: "anonymous",
      apiId: "local",
      domainName: domain,
      domainPrefix: "local",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: headers["user-agent"] ?? "" },
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: new Date(now).toISOString(),
      timeEpoch: now,
    },
    ...(body.length === 0 ? {} : { body: body.toString(encoded ? "base64" : "utf8") }),
    isBase64Encoded: encoded && body.length > 0,
  };
}

/** Lambda leaves ASCII text of a few types as it is; forms come encoded. */
const plain = (type: string, body: Buffer): boolean =>
  /^(text\/|application\/(json|xml|javascript))/.test(type) && body.every((byte) => byte < 128);

const joined = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));

function responseOf(payload: unknown): WireResponse {
  const parsed = answerShape.safeParse(payload);
  if (!parsed.success) {
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(payload ?? null) };
  }
  const { statusCode, headers, body, isBase64Encoded } = parsed.data;
  return { status: statusCode, headers, body: isBase64Encoded ? Buffer.from(body, "base64") : body };
}

const internalError: WireResponse = {
  status: 502,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ Message: "Internal Server Error" }),
};
