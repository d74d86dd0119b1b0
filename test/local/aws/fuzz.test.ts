// Whatever is sent to the door, the answer is a modelled one below 500, the host stays up, and nothing hangs.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import * as aws from "../../../infra/local/aws/index.ts";
import { type LocalServer, startServer } from "../../../infra/local/server.ts";
import { testClock } from "./support/clock.ts";
import { examples, forms } from "./support/examples.ts";

let server: LocalServer;
const errors: unknown[] = [];

beforeAll(async () => {
  const clock = testClock();
  const sqs = aws.createSqs({ clock, dataDir: null, origin: () => server.origin });
  const sns = aws.createSns({ dataDir: null, broker: sqs.broker });
  const functions = [{ name: "riposte-test", timeoutSeconds: 3, load: async () => async (event: unknown) => event }];
  const lambda = aws.createLambda({ clock, dataDir: null, functions });
  const secretsManager = aws.createSecretsManager({ clock, dataDir: null });
  const s3 = aws.createS3({ clock, dataDir: null });
  const dynamoDb = aws.createDynamoDb({ dataDir: null });
  const services = {
    sqs: sqs.handle,
    sns: sns.handle,
    lambda: lambda.handle,
    secretsmanager: secretsManager.handle,
    s3: s3.handle,
    dynamodb: dynamoDb.handle,
  };
  server = await startServer({ port: 0, services, onError: (error) => errors.push(error) });
  await sqs.ensureQueue("plain", { ReceiveMessageWaitTimeSeconds: "0" });
  await sqs.ensureQueue("ordered.fifo", { FifoQueue: "true" });
  await s3.ensureBucket("bucket");
  await secretsManager.ensureSecret("riposte/x", "hush");
  await dynamoDb.createTables(["riposte-cases"]);
  const topic = await sns.ensureTopic("findings");
  await sns.ensureSubscription(topic.arn, aws.arnOf.queue("plain"));
  return async () => {
    await server.close(500);
    await Promise.all([sqs, sns, lambda, secretsManager, s3, dynamoDb].map((service) => service.stop()));
  };
});

const scope = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

const send = async (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Uint8Array<ArrayBuffer>,
) => {
  const answer = await fetch(`${server.origin}${path}`, {
    method,
    headers,
    signal: AbortSignal.timeout(5_000),
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text(), type: answer.headers.get("content-type") ?? "" };
};

function expectModelled({ status, text, type }: Awaited<ReturnType<typeof send>>, method = "POST"): void {
  expect(errors.splice(0).map((error) => (error instanceof Error ? error.stack : error))).toEqual([]);
  expect(status).toBeLessThanOrEqual(501);
  expect(status).not.toBe(500);
  if (status < 300 || method === "HEAD") return;
  if (type.includes("json")) expect(JSON.parse(text)).toEqual(expect.objectContaining({}));
  else expect(text).toMatch(/<Code>[A-Za-z]+<\/Code><Message>/);
}

/** A value like the one given, or anything at all. */
const spoilt = (value: unknown): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(value) },
    {
      weight: 1,
      arbitrary: fc
        .anything({ maxDepth: 2, withNullPrototype: false })
        .map((one) => JSON.parse(JSON.stringify(one ?? null) ?? "null")),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "x",
        "__proto__",
        "\u0000",
        "\ud800",
        -1,
        0,
        1.5,
        1e21,
        true,
        null,
        [],
        {},
        [null],
        "🂡".repeat(300),
      ),
    },
    ...(Array.isArray(value) && value.length > 0
      ? [{ weight: 3, arbitrary: fc.array(spoilt(value[0]), { maxLength: 12 }) }]
      : []),
    ...(isRecord(value) ? [{ weight: 4, arbitrary: spoiltRecord(value) }] : []),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const spoiltRecord = (value: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoilt(inner)])), {
    requiredKeys: [],
  });

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 400) };

test("spoilt JSON requests", { timeout: 120_000 }, async () => {
  const spoiltRequest = fc
    .constantFrom(...examples)
    .chain((example) => spoiltRecord(example.input).map((input) => ({ ...example, input })));
  await fc.assert(
    fc.asyncProperty(spoiltRequest, async ({ service, target, input }) => {
      const { WaitTimeSeconds: _never, ...body } = input;
      const headers = { ...scope(service), "x-amz-target": target, "content-type": "application/x-amz-json-1.0" };
      expectModelled(await send("POST", "/", headers, JSON.stringify(body)));
    }),
    runs,
  );
});

test("spoilt forms", { timeout: 120_000 }, async () => {
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    fc.constantFrom("", "1", "__proto__", ".".repeat(50), "a.b.c"),
  );
  const field = (form: Record<string, string>) =>
    fc.record({
      drop: fc.subarray(Object.keys(form)),
      change: fc.dictionary(fc.constantFrom(...Object.keys(form)), text),
      add: fc.dictionary(text, text, { maxKeys: 3 }),
    });
  const spoiltForm = fc.constantFrom(...forms).chain((form) => field(form).map((spoil) => ({ form, ...spoil })));
  await fc.assert(
    fc.asyncProperty(spoiltForm, async ({ form, drop, change, add }) => {
      const left = Object.fromEntries(
        Object.entries({ ...form, ...change, ...add }).filter(([name]) => !drop.includes(name)),
      );
      const headers = { ...scope("sns"), "content-type": "application/x-www-form-urlencoded" };
      expectModelled(
        await send("POST", "/", headers, new URLSearchParams({ Version: "2010-03-31", ...left }).toString()),
      );
    }),
    runs,
  );
});

test("any method, path, headers and bytes", { timeout: 120_000 }, async () => {
  const service = fc.constantFrom("sqs", "sns", "lambda", "secretsmanager", "s3", "dynamodb", "nobody");
  const part = fc.oneof(
    fc.webSegment(),
    fc.constantFrom(
      "bucket",
      "%",
      "%ff",
      "..",
      "2015-03-31",
      "functions",
      "riposte-test",
      "invocations",
      "simulators",
      "__proto__",
    ),
  );
  const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`);
  const query = fc.oneof(
    fc.constant(""),
    fc.webQueryParameters().map((text) => `?${text}`),
  );
  const headers = fc.dictionary(
    fc.constantFrom(
      "x-amz-target",
      "content-type",
      "x-amz-invocation-type",
      "range",
      "if-none-match",
      "content-md5",
      "content-encoding",
      "x-amz-checksum-crc32",
      "x-amz-meta-a",
      "x-amz-object-lock-retain-until-date",
      "authorization",
    ),
    fc.oneof(
      fc.constantFrom(
        "",
        "aws-chunked",
        "bytes=5-1",
        "bytes=-",
        "AmazonSQS.",
        "DynamoDB_20120810.GetItem",
        "Event",
        "*",
      ),
      fc.stringMatching(/^[ -~]{0,20}$/),
    ),
  );
  const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS");
  const bytes = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(service, method, path, query, headers, bytes, async (name, verb, place, search, extra, body) => {
      const sent = verb === "GET" || verb === "HEAD" ? undefined : Uint8Array.from(body);
      const url = `${place}${search}`.replace(/%(?![0-9a-f]{2})/gi, "%ff");
      expectModelled(await send(verb, url, { ...scope(name), ...extra }, sent), verb);
    }),
    runs,
  );
});

test("bodies that are no JSON", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...examples),
      fc.string({ unit: "binary", minLength: 1, maxLength: 50 }),
      async ({ service, target }, body) => {
        const answer = await send("POST", "/", { ...scope(service), "x-amz-target": target }, body);
        expectModelled(answer);
      },
    ),
    runs,
  );
});
