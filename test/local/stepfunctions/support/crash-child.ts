// A Step Functions host in a process of its own, made to be killed. It prints its port, and notes in files of the data
// directory what a world outside would remember: every call of a function, every token handed out, every status change.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { realClock } from "../../../../infra/local/clock.ts";
import { createStepFunctions } from "../../../../infra/local/stepfunctions/index.ts";

const dataDir = process.argv[2] as string;
const note = (file: string, ...words: readonly string[]) => appendFileSync(join(dataDir, file), `${words.join(" ")}\n`);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Call {
  readonly key: string;
  readonly n: number;
  readonly retry: number;
  readonly token?: string;
}

const host = createStepFunctions({
  ...{ dataDir, clock: realClock(), region: "us-east-1", account: "000000000000" },
  async invoke(name, payload) {
    const { key, n, retry, token } = payload as Call;
    if (name === "ask") {
      note("tokens", key, token ?? "");
      return { ok: true, payload: null };
    }
    await pause(Math.random() * 10);
    note("calls", `${key}/${retry}`);
    if (name === "flaky" && retry === 0) return { ok: false, errorType: "Busy", errorMessage: "not now", trace: [] };
    return { ok: true, payload: n + 1 };
  },
  onStatusChange: async ({ detail }) => note("changes", detail.name, detail.status),
});
await host.resume();

const server = createServer(async (request, response) => {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk as Buffer);
  const answer = await host.handle({
    ...{ method: "POST", path: "/", query: new URLSearchParams(), body: Buffer.concat(body) },
    headers: request.headers as Record<string, string>,
  });
  response.writeHead(answer.status, answer.headers).end(answer.body);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
