// `riposte stepfunctions` as its users run it: a process of its own, a Lambda endpoint of theirs, and an SDK client.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "./stepfunctions/support/host.ts";
import { create, ended, invoke, machine, run, start } from "./stepfunctions/support/machines.ts";

const shell = new URL("../../cli/riposte.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "riposte-alone-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Called {
  readonly path: string;
  readonly payload: { readonly token?: string };
}
const called: Called[] = [];
/** A Lambda endpoint of two functions: `double`, and `broken`, which throws. */
const lambda = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const payload = JSON.parse(Buffer.concat(chunks).toString());
  called.push({ path: request.url ?? "", payload });
  if (/[/A]broken\//.test(request.url ?? "")) {
    response.setHeader("x-amz-function-error", "Unhandled");
    response.end(JSON.stringify({ errorType: "NotTonight", errorMessage: "it is late", trace: ["at home"] }));
  } else if (/[/A]double\//.test(request.url ?? "")) response.end(JSON.stringify({ doubled: payload.n * 2 }));
  else response.writeHead(404, { "x-amzn-errortype": "ResourceNotFoundException" }).end(`{"Message":"nobody"}`);
});
let endpoint = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => lambda.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
});
afterAll(() => {
  lambda.closeAllConnections();
  lambda.close();
});

interface Shell {
  readonly child: ChildProcess;
  said(): string;
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
}

function riposte(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Shell {
  const { LAMBDA_ENDPOINT: _, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, [shell, "stepfunctions", ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (more) => (text += more));
  return { child, said: () => text, ended: once(child, "close").then(() => child.exitCode) };
}

/** The shell with an SDK client on it, once it says that it serves. */
async function serving(words: readonly string[], environment?: Readonly<Record<string, string>>) {
  const host = riposte(["--port", "0", ...words], environment);
  while (!host.said().includes("Ctrl-C")) {
    const over = await Promise.race([once(host.child.stdout as NodeJS.ReadableStream, "data"), host.ended]);
    if (typeof over === "number") throw new Error(`it ended: ${host.said()}`);
  }
  const origin = /Step Functions: (http:\S+)/.exec(host.said())?.[1] ?? "";
  const client: SFNClient = clientOf(origin);
  onTestFinished(() => client.destroy());
  return { ...host, client, origin };
}

test("runs a machine whose functions are called at the Lambda endpoint", async () => {
  const { client } = await serving(["--lambda-endpoint", endpoint]);
  const double = {
    ...invoke("arn:aws:lambda:eu-west-1:123456789012:function:double", { n: "{% $states.input.n %}" }),
    ...{ Output: "{% $states.result.Payload %}", End: true },
  };
  expect((await run(client, machine({ double }), { n: 21 })).output).toEqual({ doubled: 42 });
  expect(decodeURIComponent(called.at(-1)?.path ?? "")).toContain("function:double/invocations");
});

test("a function's failure and a function that is not there are told in AWS's words", async () => {
  const { client } = await serving([], { LAMBDA_ENDPOINT: endpoint });
  const { execution } = await run(client, machine({ broken: { ...invoke("broken"), End: true } }));
  expect(execution).toMatchObject({ status: "FAILED", error: "NotTonight" });
  expect(JSON.parse(execution.cause ?? "")).toMatchObject({ errorMessage: "it is late", trace: ["at home"] });
  const missing = await run(client, machine({ missing: { ...invoke("missing"), End: true } }));
  expect(missing.execution).toMatchObject({ status: "FAILED", error: "Lambda.ResourceNotFoundException" });
});

test("an execution that waits for an answer is carried on by the next process on the same directory", async () => {
  const words = ["--lambda-endpoint", endpoint, "--data-dir", join(folder, "kept")];
  const first = await serving(words);
  expect(first.said()).toContain(`kept in ${join(folder, "kept")}`);
  const ask = {
    ...{ Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", End: true },
    Arguments: { FunctionName: "double", Payload: { n: 1, token: "{% $states.context.Task.Token %}" } },
  };
  const execution = await start(first.client, await create(first.client, machine({ ask }), "asking"));
  const isToken = ({ payload }: Called): boolean => payload.token !== undefined;
  while (!called.some(isToken)) await new Promise((resolve) => setTimeout(resolve, 5));
  first.child.kill("SIGKILL");
  await first.ended;
  const { client } = await serving(words);
  const taskToken = called.find(isToken)?.payload.token;
  await client.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' }));
  expect(await ended(client, execution)).toMatchObject({ status: "SUCCEEDED", output: '"yes"' });
  const second = riposte(["--port", "0", ...words]);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain("in use by another process");
});

test("serves Step Functions and nothing else", async () => {
  const { origin } = await serving(["--lambda-endpoint", endpoint]);
  const answer = await fetch(origin, { method: "POST", headers: { "x-amz-target": "AmazonSQS.ListQueues" } });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining("it serves states") });
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends it cleanly and soon, with a task under way", async (signal) => {
  const host = await serving(["--lambda-endpoint", endpoint]);
  const waiting = machine({ wait: { Type: "Wait", Seconds: 600, End: true } });
  await start(host.client, await create(host.client, waiting));
  const from = performance.now();
  host.child.kill(signal);
  expect(await host.ended).toBe(0);
  expect(performance.now() - from).toBeLessThan(5_000);
});

test("--help shows how it is called", async () => {
  const host = riposte(["--help"]);
  expect(await host.ended).toBe(0);
  expect(host.said()).toContain("riposte stepfunctions --port 8083 --lambda-endpoint http://127.0.0.1:9001");
});

test.each([
  [[], "pass --lambda-endpoint URL or set LAMBDA_ENDPOINT"],
  [["--lambda-endpoint", "localhost"], "--lambda-endpoint takes an http or https URL"],
  [["--lambda-endpoint", "http://127.0.0.1:9", "--port", "70000"], "--port takes a port's number"],
  [["--lambda-endpoint", "http://127.0.0.1:9", "--port", "http"], "--port takes a port's number"],
])("refuses %j", async (words, why) => {
  const host = riposte(words);
  expect(await host.ended).toBe(2);
  expect(host.said()).toContain(why);
});

test("refuses a data directory that is a file, and a port that is taken", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const onFile = riposte(["--port", "0", "--lambda-endpoint", endpoint, "--data-dir", file]);
  expect(await onFile.ended).toBe(1);
  expect(onFile.said()).toContain("give a directory to write in");
  const taken = riposte(["--lambda-endpoint", endpoint, "--port", new URL(endpoint).port]);
  expect(await taken.ended).toBe(1);
  expect(taken.said()).toContain("choose another --port");
});
