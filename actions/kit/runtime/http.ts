// The one HTTP client for vendors: hosts of an allow-list only, addresses judged when connecting, redirects re-checked,
// time and size bounded, statuses mapped to named failures. Only reads are repeated, and only when the vendor says when.
import { setTimeout as wait } from "node:timers/promises";
import axios, { type AxiosResponse } from "axios";
import { type FailureName, PermanentFailure } from "../contract/failure.ts";
import { agentsFor, type Reach, type Resolve, refuseLiteral } from "./addresses.ts";
import { environment } from "./environment.ts";
import { type Failure, HttpAnswer, statusFailure } from "./http-answer.ts";
import { connectionFailure } from "./http-connection.ts";
import { noteMarks } from "./marks.ts";
import { takeTurn } from "./rate.ts";

export interface HttpRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A path on the vendor's host, as in `/api/v2/check`, or a whole URL on one of the allowed hosts. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string | number>>;
  /** Statuses beyond 2xx that the caller wants to see itself. */
  readonly accept?: readonly number[];
  /** What an error of this vendor means, where the general meaning of its status is wrong. */
  readonly meaning?: (answer: HttpAnswer) => FailureName | null;
  /** The most bytes that the answer may have. */
  readonly largest?: number;
}

/** @throws a named failure for every answer that is neither 2xx nor among the accepted. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpOptions {
  /** Whose base URL is meant, `RIPOSTE_BASE_URL_<SYSTEM>`: the part of the action's id before the dot. */
  readonly system: string;
  /** Who answers, as messages name them; the system unless given. */
  readonly vendor?: string;
  /** The first one is the vendor's own address; `*.` is allowed as the first label. */
  readonly hosts: readonly string[];
  /** Only reads are repeated when the vendor says when. */
  readonly repeatable: boolean;
  /** When the step's time is over, in milliseconds since 1970. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly perSecond?: number | undefined;
  /** How names are resolved; the system's way unless given. */
  readonly resolve?: Resolve;
}

const mostRedirects = 5;
const mostWaits = 3;
const largestAnswer = 2 * 1_048_576;

export function httpFor(options: HttpOptions): Http {
  return async (request) => {
    const where = whereTo(options);
    for (let waits = 0; ; waits += 1) {
      const answer = await followed(options, where, request);
      if ((answer.status >= 200 && answer.status < 300) || request.accept?.includes(answer.status)) return answer;
      const failure = failureOf(answer, request);
      const delay = waits < mostWaits && options.repeatable ? delayAsked(answer, failure) : null;
      if (delay === null || Date.now() + delay >= options.deadline) throw failure;
      await wait(delay, undefined, { signal: options.signal });
    }
  };
}

function failureOf(answer: HttpAnswer, request: HttpRequest): Failure {
  const own = request.meaning?.(answer) ?? null;
  return own === null ? statusFailure(answer) : statusFailure(answer, own);
}

/** How long the vendor asks to wait, in milliseconds; null where waiting is pointless or nothing was said. */
function delayAsked(answer: HttpAnswer, failure: Failure): number | null {
  if (failure.name !== "RateLimited" && failure.name !== "Unavailable") return null;
  const value = answer.headers["retry-after"];
  if (value === undefined) return null;
  const delay = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(delay) ? null : Math.max(delay, 0);
}

/** Where requests go: to the operator's base URL where there is one, to the vendor's own host otherwise. */
interface Where {
  readonly base: URL;
  readonly reach: Reach;
  readonly allows: (url: URL) => boolean;
  /** An operator's base URL stands for every host of the vendor. */
  readonly placed: (url: URL) => URL;
}

function whereTo({ system, vendor, hosts }: HttpOptions): Where {
  const base = environment().baseUrl(system);
  if (base !== null) {
    const placed = (url: URL) => (url.origin === base.origin ? url : below(base, `${url.pathname}${url.search}`));
    return { base, reach: "operator", allows: (url) => url.origin === base.origin, placed };
  }
  const [own] = hosts;
  if (own === undefined || own.startsWith("*")) {
    const variable = `RIPOSTE_BASE_URL_${system.toUpperCase().replaceAll("-", "_")}`;
    throw new PermanentFailure(
      "Refused",
      `${vendor ?? system} has no address of its own: set ${variable} to where yours is`,
    );
  }
  const allows = (url: URL) => url.protocol === "https:" && hosts.some((host) => matches(url.host, host));
  return { base: new URL(`https://${own}`), reach: "public", allows, placed: (url) => url };
}

const matches = (host: string, pattern: string): boolean =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : host === pattern;

const below = (base: URL, path: string): URL => new URL(`${base.origin}${base.pathname.replace(/\/$/, "")}${path}`);

async function followed(options: HttpOptions, where: Where, request: HttpRequest): Promise<HttpAnswer> {
  let url = request.url.startsWith("/") ? below(where.base, request.url) : where.placed(new URL(request.url));
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
  let sent = request;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await once(options, where, url, sent);
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
    if (location === undefined || request.accept?.includes(answer.status)) return answer;
    const target = URL.parse(location, url.href);
    if (target === null || (request.method ?? "GET") !== "GET" || redirects === mostRedirects) {
      throw new PermanentFailure(
        "Refused",
        `${vendorOf(options)} redirects where its client does not follow: expected an answer`,
      );
    }
    const next = where.placed(target);
    if (next.origin !== url.origin) sent = { ...sent, headers: {} };
    url = next;
  }
}

async function once(options: HttpOptions, where: Where, url: URL, request: HttpRequest): Promise<HttpAnswer> {
  const { deadline, signal, perSecond } = options;
  const system = vendorOf(options);
  if (!where.allows(url)) {
    throw new PermanentFailure(
      "AddressRefused",
      `${system} leads to ${url.host}, expected one of ${options.hosts.join(", ")}`,
    );
  }
  refuseLiteral(url, where.reach);
  if (perSecond !== undefined) await takeTurn({ system, perSecond, deadline, signal });
  const response = await axios
    .request<Buffer>({
      ...agentsFor(where.reach, options.resolve),
      url: url.href,
      method: request.method ?? "GET",
      headers: { accept: "application/json", "user-agent": "riposte", ...request.headers },
      data: bodyOf(request),
      timeout: Math.max(deadline - Date.now(), 1),
      signal,
      responseType: "arraybuffer",
      maxContentLength: request.largest ?? largestAnswer,
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
    })
    .catch((error: unknown) => {
      throw connectionFailure(system, error);
    });
  return answered(system, url, response);
}

const vendorOf = ({ vendor, system }: HttpOptions): string => vendor ?? system;

function bodyOf({ json, form }: HttpRequest): unknown {
  if (form === undefined) return json;
  return new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, String(value)]));
}

function answered(system: string, url: URL, response: AxiosResponse<Buffer>): HttpAnswer {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  noteMarks(headers);
  const text = Buffer.from(response.data).toString("utf8");
  return new HttpAnswer({ system, status: response.status, headers, text, url: url.href });
}
