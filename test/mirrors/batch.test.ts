// A batch of the queue: what could not be mirrored is named, the rest is done.
import { beforeEach, expect, test, vi } from "vitest";
import { PermanentFailure, RetryableFailure } from "../../actions/kit/contract/failure.ts";
import { mirrorBatch } from "../../actions/kit/runtime/mirror/batch.ts";

const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(line));
});

const batchOf = (...bodies: string[]) => ({
  Records: bodies.map((body, index) => ({ messageId: `m${index}`, body, attributes: {} })),
});
const about = (...cases: string[]) => batchOf(...cases.map((id) => JSON.stringify({ case: id })));

const run = async (event: unknown, failing: Readonly<Record<string, Error>> = {}) => {
  const seen: string[] = [];
  const handler = mirrorBatch(async (id) => {
    seen.push(id);
    if (failing[id]) throw failing[id];
  });
  const { batchItemFailures } = await handler(event);
  return { seen, back: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

test("several messages about one case are one piece of work", async () => {
  expect(await run(about("a", "b", "a"))).toEqual({ seen: ["a", "b"], back: [] });
});

test("all messages about a case that failed come back, and only those", async () => {
  const failing = { a: new PermanentFailure("NotFound", "jira knows no such thing") };
  expect(await run(about("a", "b", "a"), failing)).toEqual({ seen: ["a", "b"], back: ["m0", "m2"] });
  expect(logged).toEqual([]);
});

test.each([
  new RetryableFailure("RateLimited", "x"),
  new RetryableFailure("Unavailable", "x"),
  new RetryableFailure("TimedOut", "x"),
  new PermanentFailure("Unauthorized", "x"),
  new PermanentFailure("MissingSecret", "x"),
])("a vendor that is away ($name) is not asked again for the rest of the batch", async (error) => {
  expect(await run(about("a", "b", "c"), { b: error })).toEqual({ seen: ["a", "b"], back: ["m1", "m2"] });
});

test("a case whose ticket is in doubt does not hold up the others", async () => {
  const failing = { a: new RetryableFailure("Conflict", "x") };
  expect(await run(about("a", "b"), failing)).toEqual({ seen: ["a", "b"], back: ["m0"] });
});

test("refuses a message that names no case, says so, and does the others", async () => {
  const event = batchOf("not json", '{"case":""}', '{"case":"a"}', "{}", '"a"');
  expect(await run(event)).toEqual({ seen: ["a"], back: ["m0", "m1", "m3", "m4"] });
  expect(logged[0]).toBe('mirror: message is not {"case": id}: not json');
});

test("a bug is logged, because the case cannot show it", async () => {
  expect(await run(about("a"), { a: new TypeError("x is not a function") })).toEqual({ seen: ["a"], back: ["m0"] });
  expect(logged).toEqual(["mirror: case a: TypeError: x is not a function"]);
});

test("refuses an event that is no batch", async () => {
  await expect(run({ hello: 1 })).rejects.toThrow("Records");
});

test("a case is not begun when the function's time is nearly over", async () => {
  let left = 40_000;
  const seen: string[] = [];
  const handler = mirrorBatch(async (id) => {
    seen.push(id);
    left -= 15_000;
  });
  const { batchItemFailures } = await handler(about("a", "b", "c"), { getRemainingTimeInMillis: () => left });
  expect(seen).toEqual(["a", "b"]);
  expect(batchItemFailures).toEqual([{ itemIdentifier: "m2" }]);
});
