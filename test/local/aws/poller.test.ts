// Pollers: batches in, what succeeded deleted, what failed again after its visibility timeout.
import { expect, onTestFinished, test } from "vitest";
import { createPoller } from "../../../infra/local/aws/index.ts";
import type { Invocation, Invoke } from "../../../infra/local/wire.ts";
import { type Host, startHost } from "./support/host.ts";

interface Record {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly MessageGroupId?: string };
}

const recordsOf = (event: unknown): readonly Record[] => (event as { Records: Record[] }).Records;
const done = (payload: unknown = null): Invocation => ({ ok: true, payload });

async function aQueue(host: Host, name = "work", attributes: { [name: string]: string } = {}) {
  const fifo = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  await host.sqs.ensureQueue(name, { ...fifo, ...attributes });
  return host.sqs.broker.queues.get(name);
}

function aPoller(host: Host, queue: string, invoke: Invoke, options: object = {}) {
  const poller = createPoller({ broker: host.sqs.broker, queue, functionName: "riposte-test", invoke, ...options });
  onTestFinished(() => poller.stop());
  return poller;
}

const send = (host: Host, name: string, ...drafts: { body: string; groupId?: string }[]) => {
  const queue = host.sqs.broker.queues.get(name);
  return host.sqs.broker.send(
    drafts.map((draft) => ({ queue, draft: { deduplicationId: `${draft.groupId}${draft.body}`, ...draft } })),
  );
};

test("the event is the one Lambda makes of SQS messages", async () => {
  const host = await startHost();
  const queue = await aQueue(host);
  const events: unknown[] = [];
  aPoller(host, "work", async (_name, event) => done(events.push(event)));
  await host.sqs.broker.send([
    { queue, draft: { body: "x", attributes: { kind: { DataType: "String", StringValue: "a" } } } },
  ]);
  await expect
    .poll(() => events)
    .toEqual([
      {
        Records: [
          {
            messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            receiptHandle: expect.any(String),
            body: "x",
            attributes: {
              ApproximateReceiveCount: "1",
              SentTimestamp: String(host.clock.now()),
              SenderId: expect.any(String),
              ApproximateFirstReceiveTimestamp: String(host.clock.now()),
            },
            messageAttributes: {
              kind: { stringValue: "a", stringListValues: [], binaryListValues: [], dataType: "String" },
            },
            md5OfBody: "9dd4e461268c8034f5c8564e155c67a6",
            md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
            eventSource: "aws:sqs",
            eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:work",
            awsRegion: "us-east-1",
          },
        ],
      },
    ]);
});

test("only the messages reported as failed come again", async () => {
  const host = await startHost();
  const queue = await aQueue(host);
  const seen: string[][] = [];
  const failTwo: Invoke = async (_name, event) => {
    const records = recordsOf(event);
    seen.push(records.map(({ body }) => body));
    const failed = seen.length === 1 ? records.filter(({ body }) => body === "two") : [];
    return done({ batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) });
  };
  await send(host, "work", { body: "one" }, { body: "two" }, { body: "three" });
  aPoller(host, "work", failTwo);
  await expect.poll(() => host.sqs.broker.counts(queue)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  host.clock.advance(30_000);
  await expect.poll(() => seen).toEqual([["one", "two", "three"], ["two"]]);
  await expect.poll(() => host.sqs.broker.counts(queue).inFlight).toBe(0);
});

test.each<[string, Invocation]>([
  ["a function that failed", { ok: false, errorType: "Error", errorMessage: "no", trace: [] }],
  ["an identifier that is not in the batch", done({ batchItemFailures: [{ itemIdentifier: "other" }] })],
  ["an empty identifier", done({ batchItemFailures: [{ itemIdentifier: "" }] })],
  ["a list that is no list", done({ batchItemFailures: "all" })],
])("the whole batch comes again after %s", async (_what, answer) => {
  const host = await startHost();
  await aQueue(host);
  let calls = 0;
  await send(host, "work", { body: "one" }, { body: "two" });
  const failures: string[] = [];
  const onFailure = (_name: string, { errorType }: { errorType: string }) => failures.push(errorType);
  aPoller(host, "work", async () => (++calls === 1 ? answer : done()), { onFailure });
  await expect.poll(() => calls).toBe(1);
  await expect.poll(() => host.sqs.broker.counts(host.sqs.broker.queues.get("work")).inFlight).toBe(2);
  host.clock.advance(30_000);
  await expect.poll(() => calls).toBe(2);
  expect(failures).toEqual([answer.ok ? "InvalidBatchResponse" : answer.errorType]);
  await expect
    .poll(() => host.sqs.broker.counts(host.sqs.broker.queues.get("work")))
    .toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test("a message that keeps failing goes to the dead-letter queue", async () => {
  const host = await startHost();
  const dead = await aQueue(host, "dead");
  await aQueue(host, "work", { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }) });
  let calls = 0;
  await send(host, "work", { body: "poison" });
  aPoller(host, "work", async () => {
    calls += 1;
    return { ok: false, errorType: "Error", errorMessage: "no", trace: [] };
  });
  const moved = setInterval(() => host.clock.advance(30_000), 5);
  onTestFinished(() => clearInterval(moved));
  await expect.poll(() => host.sqs.broker.counts(dead).visible).toBe(1);
  expect(calls).toBe(3);
});

test("no more calls run at once than allowed", async () => {
  const host = await startHost();
  const queue = await aQueue(host);
  const waiting: ((answer: Invocation) => void)[] = [];
  const invoke: Invoke = () => new Promise((resolve) => waiting.push(resolve));
  await send(host, "work", ...Array.from({ length: 10 }, (_, index) => ({ body: String(index) })));
  aPoller(host, "work", invoke, { batchSize: 1, concurrency: 3 });
  await expect.poll(() => waiting.length).toBe(3);
  expect(host.sqs.broker.counts(queue)).toEqual({ visible: 7, inFlight: 3, delayed: 0 });
  waiting[0]?.(done());
  await expect.poll(() => waiting.length).toBe(4);
  expect(host.sqs.broker.counts(queue)).toEqual({ visible: 6, inFlight: 3, delayed: 0 });
  for (const answer of waiting) answer(done());
});

test("a FIFO group is handled in order, one batch at a time, others beside it", async () => {
  const host = await startHost();
  await aQueue(host, "work.fifo");
  const order: { [group: string]: string[] } = { a: [], b: [], c: [] };
  const running = new Set<string>();
  const overlaps: string[] = [];
  const invoke: Invoke = async (_name, event) => {
    const groups = new Set(recordsOf(event).map(({ attributes }) => attributes.MessageGroupId ?? ""));
    for (const group of groups) {
      if (running.has(group)) overlaps.push(group);
      running.add(group);
    }
    await new Promise((resolve) => setImmediate(resolve));
    for (const { body, attributes } of recordsOf(event)) order[attributes.MessageGroupId ?? ""]?.push(body);
    for (const group of groups) running.delete(group);
    return done();
  };
  const drafts = Array.from({ length: 60 }, (_, index) => ({ body: String(index), groupId: "abc".charAt(index % 3) }));
  await send(host, "work.fifo", ...drafts);
  aPoller(host, "work.fifo", invoke, { batchSize: 2, concurrency: 8 });
  await expect.poll(() => Object.values(order).flat().length).toBe(60);
  expect(overlaps).toEqual([]);
  for (const [group, bodies] of Object.entries(order)) {
    expect(bodies).toEqual(drafts.filter(({ groupId }) => groupId === group).map(({ body }) => body));
  }
});

test("a stopped poller takes nothing more, and waits for the call under way", async () => {
  const host = await startHost();
  const queue = await aQueue(host);
  const { promise, resolve } = Promise.withResolvers<Invocation>();
  let calls = 0;
  await send(host, "work", { body: "one" });
  const poller = aPoller(host, "work", () => {
    calls += 1;
    return promise;
  });
  await expect.poll(() => calls).toBe(1);
  const stopping = poller.stop();
  await send(host, "work", { body: "two" });
  resolve(done());
  await stopping;
  expect(calls).toBe(1);
  expect(host.sqs.broker.counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
});

test("refuses a queue that does not exist", async () => {
  const host = await startHost();
  expect(() => aPoller(host, "gone", async () => done())).toThrow(/queue does not exist/);
});
