// One call of the Web API as a method sees it, and Slack's two kinds of answer.
import type { WireRequest, WireResponse } from "../../wire.ts";
import { json } from "../answers.ts";
import type { Messages } from "./messages.ts";
import type { Workspace } from "./workspace.ts";

/** A message that one person alone has seen. */
export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

export interface Call {
  /** Arguments as sent: a form's values are text, JSON's are what they are. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly workspace: Workspace;
  readonly messages: Messages;
  readonly views: Map<string, Readonly<Record<string, unknown>>>;
  readonly ephemerals: Ephemeral[];
  /** Seconds that the channel's posts must wait; 0 when it may post now. */
  readonly mustWait: (channel: string) => number;
}

export type Method = (call: Call) => Promise<WireResponse>;

export const ok = (body: Readonly<Record<string, unknown>>): WireResponse => json(200, { ok: true, ...body });

/** Slack refuses with status 200 and a word. */
export const not = (error: string, messages: readonly string[] = []): WireResponse =>
  json(200, {
    ok: false,
    error,
    ...(messages.length > 0
      ? { errors: messages, response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } }
      : {}),
  });

export const rateLimited = (seconds: number): WireResponse =>
  json(429, { ok: false, error: "ratelimited" }, { "retry-after": String(seconds) });

/** Null where the body is neither a form nor a JSON object. */
export function argumentsOf({ headers, body, query, method }: WireRequest): Readonly<Record<string, unknown>> | null {
  if (method === "GET") return Object.fromEntries(query);
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  if (!type.startsWith("application/json")) return body.length === 0 ? {} : null;
  const parsed = structured(body.toString("utf8"));
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : null;
}

/** A value that is JSON inside a form; the value itself where it is structured already. Undefined for broken JSON. */
export function structured(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
export const isTrue = (value: unknown): boolean => value === true || value === "true" || value === "1";
