// A real HTTP server on loopback that says what a test tells it to say, and remembers what it was asked.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `hang`: no answer at all. `cut`: the connection ends inside the body. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | "hang"
  | "cut";

export type Speaks = (asked: Asked) => Reply | Promise<Reply>;

export interface TestServer {
  readonly url: string;
  readonly asked: Asked[];
  /** From now on. */
  says(speaks: Speaks): void;
  stop(): Promise<void>;
}

export async function startServer(): Promise<TestServer> {
  const asked: Asked[] = [];
  let speaks: Speaks = () => ({ status: 404 });
  const server = createServer(async (request, response) => {
    const seen = await read(request);
    asked.push(seen);
    send(response, await speaks(seen));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    says(next) {
      speaks = next;
      asked.length = 0;
    },
    stop: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return stopped;
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === "hang") return;
  if (reply === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "65536" });
    response.write('{"data":');
    setImmediate(() => response.destroy());
    return;
  }
  const { status = 200, headers = {}, body = "" } = reply;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(text);
}
