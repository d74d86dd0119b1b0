// The local host's front door: one HTTP port on loopback for every AWS service and simulator. It turns sockets into
// WireRequests, finds who is meant, and answers whatever happens; no request can take the process down.
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { refusalAtTheDoor } from "./aws/door.ts";
import { readBody } from "./aws/protocol/body.ts";
import { type Refusal, refuse } from "./aws/protocol/refusal.ts";
import { type RequestHead, type Routes, routeByForm, routeByHead, scopeOf } from "./aws/route.ts";
import type { WireRequest, WireResponse } from "./wire.ts";

export interface ServerOptions extends Routes {
  /** 0 takes any free port. */
  readonly port: number;
  /** Told of every exception in a handler; the caller is only told that the request failed. */
  readonly onError?: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
}

export interface LocalServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Takes no new requests, waits for those under way (at most the grace, in milliseconds), then closes. */
  close(grace?: number): Promise<void>;
}

/** Thrown when another program listens on the port. */
export class PortBusy extends Error {
  override readonly name = "PortBusy";
  readonly port: number;

  constructor(port: number) {
    super(`port ${port} on 127.0.0.1 is in use by another program; stop that one or choose another --port`);
    this.port = port;
  }
}

const mebibyte = 1024 * 1024;
/** Largest body by destination; where a service states a limit of its own, a little more, so that it says so itself. */
const bodyLimits: Readonly<Record<string, number>> = {
  lambda: 7 * mebibyte,
  dynamodb: 16 * mebibyte,
  s3: 64 * mebibyte,
};
const usualBodyLimit = 2 * mebibyte;

export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 75_000 },
    (request, response) => {
      void serve(options, request, response);
    },
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => answerBrokenRequest(error.code, socket as Socket));
  const port = await listen(server, options.port);
  return { port, origin: `http://127.0.0.1:${port}`, close: (grace = 5_000) => close(server, grace) };
}

async function serve(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const head = headOf(request);
  try {
    send(response, await answerTo(options, request, head, hangUpOf(response)));
  } catch (error) {
    if (request.destroyed && !request.complete) return; // the client went away before its request was whole
    options.onError?.(error, { method: head.method, path: head.path });
    send(response, refuse(broken, scopeOf(head)));
  }
}

/** Aborted when the connection ends before the answer is on its way. */
function hangUpOf(response: ServerResponse): AbortSignal {
  const hangUp = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) hangUp.abort();
  });
  return hangUp.signal;
}

async function answerTo(
  options: ServerOptions,
  incoming: IncomingMessage,
  head: RequestHead,
  signal: AbortSignal,
): Promise<WireResponse> {
  const refusal = refusalAtTheDoor(incoming);
  if (refusal) return refuse(refusal, scopeOf(head));
  const early = routeByHead(options, head);
  const name = early?.name ?? scopeOf(head);
  const limit = bodyLimits[early?.name ?? ""] ?? usualBodyLimit;
  const body = await readBody(incoming, limit);
  if (body === null) return refuse(tooLarge(limit), name);
  const request: WireRequest = { ...head, body, signal };
  const destination = early ?? routeByForm(options, request);
  if (!destination) return refuse(nobodyThere(options, request), name);
  return destination.handler({ ...request, path: destination.path });
}

function headOf(request: IncomingMessage): RequestHead {
  const url = request.url ?? "/";
  const end = url.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: request.method ?? "GET",
    path: end < 0 ? url : url.slice(0, end),
    query: new URLSearchParams(end < 0 ? "" : url.slice(end + 1)),
    headers,
  };
}

const broken: Refusal = {
  status: 500,
  code: "InternalFailure",
  message: "the request failed inside the local host; its log has the report",
};

const tooLarge = (limit: number): Refusal => ({
  status: 413,
  code: "RequestEntityTooLarge",
  message: `the request body is larger than ${limit} bytes`,
});

function nobodyThere(routes: Routes, request: WireRequest): Refusal {
  const meant = scopeOf(request) ?? request.headers["x-amz-target"] ?? `${request.method} ${request.path}`;
  const services = Object.keys(routes.services).sort().join(", ");
  const message = `nothing on this host answers ${JSON.stringify(meant.slice(0, 200))}; it serves ${services || "no services"}`;
  return { status: 404, code: "UnknownOperationException", message };
}

function send(response: ServerResponse, answer: WireResponse): void {
  if (response.headersSent || response.destroyed) return;
  // A body left unread must not be taken for the next request on this connection.
  if (!response.req.complete) response.setHeader("connection", "close");
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (!response.hasHeader("content-length") && answer.status !== 204 && answer.status !== 304) {
    response.setHeader("content-length", Buffer.byteLength(answer.body));
  }
  response.statusCode = answer.status;
  response.end(answer.body);
}

const brokenRequests: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: "RequestHeaderFieldsTooLarge",
    message: "the request's headers are too large",
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: "RequestTimeout", message: "the request did not arrive in time" },
};
const notHttp: Refusal = { status: 400, code: "BadRequestException", message: "the request is not valid HTTP" };

/** A request that node could not read has no response object; its answer is written by hand. */
function answerBrokenRequest(code: string | undefined, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = refuse(brokenRequests[code ?? ""] ?? notHttp);
  const all = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortBusy(port) : error),
    );
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
