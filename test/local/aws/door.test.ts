// The server in front: who is let in, who is meant, and that nothing a client sends takes it down.
import { request } from "node:http";
import { connect } from "node:net";
import { GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { describe, expect, onTestFinished, test } from "vitest";
import { PortBusy, type ServerOptions, startServer } from "../../../infra/local/server.ts";
import type { WireRequest } from "../../../infra/local/wire.ts";
import { startHost } from "./support/host.ts";

const scope = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

async function aServer(options: Partial<ServerOptions> = {}) {
  const server = await startServer({ port: 0, services: {}, ...options });
  onTestFinished(() => server.close(500));
  return server;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** By `node:http`, since `fetch` will not send a Host header of our choice. */
function call(port: number, headers: Record<string, string>, method = "POST", path = "/", body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("the door", () => {
  test.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8080",
    "169.254.169.254",
  ])("refuses the Host header %j", async (host) => {
    const { port } = await aServer({ services: { sqs: async () => ({ status: 200, headers: {}, body: "in" }) } });
    const answer = await call(port, { host, ...scope("sqs") });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({
      __type: "AccessDeniedException",
      message: expect.stringContaining("the Host header must be 127.0.0.1"),
    });
  });

  test.each<[string, Record<string, string>]>([
    ["of another origin", { origin: "https://evil.example" }],
    ["of another local port", { origin: "http://127.0.0.1:1" }],
    ["of no origin", { origin: "null" }],
    ["that loads it as an image", { "sec-fetch-site": "cross-site" }],
  ])("refuses requests of a web page %s", async (_what, headers) => {
    const { port } = await aServer({ services: { sns: async () => ({ status: 200, headers: {}, body: "in" }) } });
    expect(await call(port, { host: `127.0.0.1:${port}`, ...headers, ...scope("sns") })).toMatchObject({
      status: 403,
      body: expect.stringContaining("pages of another origin"),
    });
  });

  test("lets pages of its own in", async () => {
    const { port } = await aServer({
      mounts: { "/console": async ({ path }) => ({ status: 200, headers: {}, body: path }) },
    });
    const headers = { host: `localhost:${port}`, origin: `http://localhost:${port}`, "sec-fetch-site": "same-origin" };
    expect(await call(port, headers, "GET", "/console/a?b=c")).toEqual({ status: 200, body: "/a" });
  });

  test("listens on loopback only", async () => {
    const { origin, port } = await aServer();
    expect(origin).toBe(`http://127.0.0.1:${port}`);
  });

  test("refuses a port that is in use, by name", async () => {
    const { port } = await aServer();
    const second = startServer({ port, services: {} });
    await expect(second).rejects.toThrow(PortBusy);
    await expect(second).rejects.toMatchObject({
      port,
      message: expect.stringContaining(`port ${port} on 127.0.0.1 is in use`),
    });
  });
});

describe("finding who is meant", () => {
  const services = Object.fromEntries(
    ["states", "sqs", "sns", "lambda", "secretsmanager", "dynamodb", "s3", "iam", "sts"].map((name) => [
      name,
      async ({ path }: WireRequest) => ({ status: 200, headers: {}, body: `${name} ${path}` }),
    ]),
  );
  const simulators = {
    jira: async ({ path, query }: WireRequest) => ({ status: 200, headers: {}, body: `jira ${path} ${query}` }),
  };
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test.each<[string, Record<string, string>, string, string, string]>([
    ["the credential scope", scope("states"), "/", "", "states /"],
    [
      "the scope before the target",
      { ...scope("states"), "x-amz-target": "AmazonSQS.SendMessage" },
      "/",
      "",
      "states /",
    ],
    ["the scope of S3 before a path", scope("s3"), "/simulators/jira/x", "", "s3 /simulators/jira/x"],
    [
      "a presigned query",
      {},
      "/bucket/key?X-Amz-Credential=local%2F20261123%2Fus-east-1%2Fs3%2Faws4_request",
      "",
      "s3 /bucket/key",
    ],
    ["the target", { "x-amz-target": "AWSStepFunctions.StartExecution" }, "/", "{}", "states /"],
    ["the target of a table", { "x-amz-target": "DynamoDB_20120810.GetItem" }, "/", "{}", "dynamodb /"],
    [
      "the path of an invocation",
      {},
      "/2015-03-31/functions/a/invocations",
      "",
      "lambda /2015-03-31/functions/a/invocations",
    ],
    ["a form's version: SNS", form, "/", "Action=Publish&Version=2010-03-31", "sns /"],
    ["a form's version: IAM", form, "/", "Action=GetUser&Version=2010-05-08", "iam /"],
    ["a form's version: STS", form, "/", "Action=GetCallerIdentity&Version=2011-06-15", "sts /"],
    ["a simulator's path", {}, "/simulators/jira/rest/api/3/issue?a=b", "", "jira /rest/api/3/issue a=b"],
  ])("by %s", async (_what, headers, path, body, expected) => {
    const { port } = await aServer({ services, simulators });
    expect(await call(port, { host: `127.0.0.1:${port}`, ...headers }, "POST", path, body)).toEqual({
      status: 200,
      body: expected,
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ["a service it does not serve", scope("ec2"), "/"],
    ["a simulator it does not have", {}, "/simulators/gone/x"],
    ["nothing at all", {}, "/"],
    ["a name every object has", scope("constructor"), "/simulators/__proto__/x"],
  ])("refuses %s and says what it serves", async (_what, headers, path) => {
    const { port } = await aServer({ services: { sqs: async () => ({ status: 200, headers: {}, body: "" }) } });
    const answer = await call(port, { host: `127.0.0.1:${port}`, ...headers }, "POST", path);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toEqual({
      __type: "UnknownOperationException",
      message: expect.stringContaining("it serves sqs"),
    });
  });
});

describe("trouble", () => {
  test("an exception in a handler is a 500 without its text, told to the host", async () => {
    const errors: unknown[] = [];
    const services = { sqs: () => Promise.reject(new Error("the secret is hunter2")) };
    const { port } = await aServer({ services, onError: (error, where) => errors.push([String(error), where.path]) });
    const answer = await call(port, { host: `127.0.0.1:${port}`, ...scope("sqs") });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain("hunter2");
    expect(JSON.parse(answer.body).__type).toBe("InternalFailure");
    expect(errors).toEqual([["Error: the secret is hunter2", "/"]]);
  });

  test("refuses a body over 2 MiB, and the next request on the connection is answered", async () => {
    const host = await startHost();
    const huge = host.clients.sqs.send(new GetQueueUrlCommand({ QueueName: "x".repeat(2 * 1024 * 1024) }));
    await expect(huge).rejects.toMatchObject({ name: "RequestEntityTooLarge", $metadata: { httpStatusCode: 413 } });
    await expect(host.clients.sqs.send(new GetQueueUrlCommand({ QueueName: "x" }))).rejects.toMatchObject({
      name: "QueueDoesNotExist",
    });
  });

  test.each([
    "GARBAGE\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "\u0000\u0001\u0002\r\n\r\n",
  ])("refuses what is not HTTP: %j", async (text) => {
    const { port } = await aServer();
    expect(await raw(port, text)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*"__type":"BadRequestException"/);
  });

  test("refuses headers over 16 KB", async () => {
    const { port } = await aServer();
    const long = `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`;
    expect(await raw(port, long)).toMatch(/^HTTP\/1\.1 431 [\s\S]*"__type":"RequestHeaderFieldsTooLarge"/);
  });

  test("a client that goes away in the middle of its request is no error of the host's", async () => {
    const errors: unknown[] = [];
    const { port } = await aServer({ onError: (error) => errors.push(error) });
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 100\r\n\r\nhalf`, () =>
        socket.destroy(),
      );
    });
    await new Promise((resolve) => socket.on("close", resolve));
    expect((await call(port, { host: `127.0.0.1:${port}` })).status).toBe(404);
    expect(errors).toEqual([]);
  });

  test("closing waits for the request under way", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const handler = async () => {
      arrived.resolve();
      await promise;
      return { status: 200, headers: {}, body: "done" };
    };
    const server = await aServer({ services: { sqs: handler } });
    const answer = call(server.port, { host: `127.0.0.1:${server.port}`, ...scope("sqs") });
    await arrived.promise;
    const closing = server.close();
    resolve();
    expect(await answer).toEqual({ status: 200, body: "done" });
    await closing;
    await expect(call(server.port, { host: "127.0.0.1" })).rejects.toThrow();
  });
});
