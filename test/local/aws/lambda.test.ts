// Functions in process, by the Invoke API and by the in-process call.
import { InvokeCommand, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { describe, expect, onTestFinished, test } from "vitest";
import { createRemoteInvoke, type FunctionContext, type FunctionHandler } from "../../../infra/local/aws/index.ts";
import { startHost, temporaryDirectory } from "./support/host.ts";

const aFunction = (handler: FunctionHandler, timeoutSeconds = 3) => ({
  name: "riposte-test",
  timeoutSeconds,
  load: async () => handler,
});

const invoke = async (host: Awaited<ReturnType<typeof startHost>>, payload: unknown = {}, options: object = {}) => {
  const output = await host.clients.lambda.send(
    new InvokeCommand({ FunctionName: "riposte-test", Payload: JSON.stringify(payload), ...options }),
  );
  const text = Buffer.from(output.Payload ?? []).toString();
  return { ...output, payload: text === "" ? undefined : JSON.parse(text) };
};

class RateLimited extends Error {
  override readonly name = "RateLimited";
}

describe("an invocation", () => {
  test("answers what the handler returned", async () => {
    const host = await startHost({ functions: [aFunction(async (event) => ({ got: event }))] });
    const { payload, StatusCode, ExecutedVersion, FunctionError } = await invoke(host, { ip: "203.0.113.7" });
    expect({ payload, StatusCode, ExecutedVersion, FunctionError }).toEqual({
      payload: { got: { ip: "203.0.113.7" } },
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      FunctionError: undefined,
    });
  });

  test("hands over the context Lambda gives", async () => {
    const contexts: FunctionContext[] = [];
    const host = await startHost({ functions: [aFunction(async (_event, context) => void contexts.push(context))] });
    expect((await invoke(host)).payload).toBeNull();
    const [context] = contexts;
    expect(context).toMatchObject({
      functionName: "riposte-test",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:riposte-test",
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context?.getRemainingTimeInMillis()).toBe(3_000);
  });

  test("loads the handler once, and again only after a failure to load", async () => {
    let loads = 0;
    const host = await startHost({
      functions: [
        {
          name: "riposte-test",
          timeoutSeconds: 3,
          load: async () => {
            loads += 1;
            if (loads === 1) throw new RateLimited("not now");
            return async () => loads;
          },
        },
      ],
    });
    expect((await invoke(host)).payload).toMatchObject({ errorType: "RateLimited", errorMessage: "not now" });
    expect((await invoke(host)).payload).toBe(2);
    expect((await invoke(host)).payload).toBe(2);
  });

  test("reports a thrown error by its name, message and stack", async () => {
    const host = await startHost({ functions: [aFunction(async () => Promise.reject(new RateLimited("slow down")))] });
    const { FunctionError, payload } = await invoke(host);
    expect(FunctionError).toBe("Unhandled");
    expect(payload).toEqual({
      errorType: "RateLimited",
      errorMessage: "slow down",
      trace: expect.arrayContaining(["RateLimited: slow down"]),
    });
  });

  test("passes event and result through JSON, so that nothing of the caller can be changed", async () => {
    const given = { list: [1], absent: undefined };
    const host = await startHost({
      functions: [
        aFunction(async (event) => {
          (event as { list: number[] }).list.push(2);
          return { at: new Date(0), absent: undefined };
        }),
      ],
    });
    expect(await host.lambda.invoke("riposte-test", given)).toEqual({
      ok: true,
      payload: { at: "1970-01-01T00:00:00.000Z" },
    });
    expect(given.list).toEqual([1]);
  });

  test("ends at the deadline with Lambda's timeout error, and a later result is dropped", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const host = await startHost({ functions: [aFunction(() => promise)] });
    const invoked = host.lambda.invoke("riposte-test", {});
    await Promise.resolve();
    host.clock.advance(3_000);
    resolve("too late");
    expect(await invoked).toEqual({
      ok: false,
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 3\.00 seconds$/),
      trace: [],
    });
  });

  test.each([
    ["a value that is not an error", () => Promise.reject("nope"), { errorType: "string", errorMessage: "nope" }],
    ["a result that has no JSON", async () => 1n, { errorType: "Runtime.MarshalError" }],
    ["a result over 6 MB", async () => "x".repeat(6_291_556), { errorType: "Function.ResponseSizeTooLarge" }],
  ])("reports %s as the runtime does", async (_what, handler, expected) => {
    const host = await startHost({ functions: [aFunction(handler)] });
    expect(await host.lambda.invoke("riposte-test", {})).toMatchObject({ ok: false, ...expected });
  });

  test("reports a callback handler as nodejs24.x does", async () => {
    const callback = (_event: unknown, _context: FunctionContext, _callback: () => void): void => {};
    const host = await startHost({ functions: [aFunction(callback as FunctionHandler)] });
    expect(await host.lambda.invoke("riposte-test", {})).toMatchObject({
      errorType: "Runtime.CallbackHandlerDeprecated",
    });
  });

  test("refuses a function that does not exist", async () => {
    const host = await startHost();
    await expect(invoke(host)).rejects.toThrow(ResourceNotFoundException);
    expect(await host.lambda.invoke("arn:aws:lambda:us-east-1:000000000000:function:gone", {})).toEqual({
      ok: false,
      errorType: "Lambda.ResourceNotFoundException",
      errorMessage: "Function not found: arn:aws:lambda:us-east-1:000000000000:function:gone",
      trace: [],
    });
  });

  test("finds a function by its ARN and version", async () => {
    const host = await startHost({ functions: [aFunction(async () => "here")] });
    const FunctionName = "arn:aws:lambda:us-east-1:000000000000:function:riposte-test:$LATEST";
    expect((await invoke(host, {}, { FunctionName })).payload).toBe("here");
  });

  test("refuses a payload over 6 MB, and one that is not JSON", async () => {
    const host = await startHost({ functions: [aFunction(async () => null)] });
    await expect(invoke(host, "x".repeat(6 * 1024 * 1024))).rejects.toMatchObject({ name: "RequestTooLargeException" });
    await expect(invoke(host, {}, { Payload: "{" })).rejects.toMatchObject({ name: "InvalidRequestContentException" });
  });
});

describe("an asynchronous invocation", () => {
  test("is accepted at once and runs", async () => {
    const seen: unknown[] = [];
    const host = await startHost({ functions: [aFunction(async (event) => void seen.push(event))] });
    expect((await invoke(host, { n: 1 }, { InvocationType: "Event" })).StatusCode).toBe(202);
    await expect.poll(() => seen).toEqual([{ n: 1 }]);
  });

  test("is repeated twice, after one minute and after two", async () => {
    const times: number[] = [];
    const host = await startHost({
      functions: [aFunction(async () => Promise.reject(new Error(String(times.push(host.clock.now())))))],
    });
    const start = host.clock.now();
    await invoke(host, {}, { InvocationType: "Event" });
    const moved = setInterval(() => host.clock.advance(30_000), 5);
    onTestFinished(() => clearInterval(moved));
    await expect.poll(() => times.length).toBe(3);
    expect(times.map((at) => at - start >= 180_000)).toEqual([false, false, true]);
  });

  test("survives a stop of the host", async () => {
    const dataDir = temporaryDirectory();
    const first = await startHost({ dataDir, functions: [aFunction(() => new Promise(() => {}))] });
    await invoke(first, { n: 1 }, { InvocationType: "Event" });
    await first.stop();
    const seen: unknown[] = [];
    const second = await startHost({ dataDir, functions: [aFunction(async (event) => void seen.push(event))] });
    second.clock.advance(1);
    await expect.poll(() => seen).toEqual([{ n: 1 }]);
  });
});

describe("functions at another endpoint", () => {
  const remote = (endpoint: string) => {
    const { invoke: call, stop } = createRemoteInvoke({ endpoint });
    onTestFinished(stop);
    return call;
  };

  test("are called by the Invoke API, results and errors alike", async () => {
    const host = await startHost({
      functions: [aFunction(async (event) => (event === 1 ? "one" : Promise.reject(new RateLimited("slow down"))))],
    });
    const call = remote(host.server.origin);
    expect(await call("riposte-test", 1)).toEqual({ ok: true, payload: "one" });
    expect(await call("riposte-test", 2)).toMatchObject({
      ok: false,
      errorType: "RateLimited",
      errorMessage: "slow down",
    });
    expect(await call("gone", 1)).toMatchObject({ ok: false, errorType: "Lambda.ResourceNotFoundException" });
  });

  test("fail as a client exception when nobody listens there", async () => {
    const host = await startHost();
    const call = remote(host.server.origin);
    await host.stop();
    expect(await call("riposte-test", 1)).toMatchObject({ ok: false, errorType: "Lambda.SdkClientException" });
  });
});
