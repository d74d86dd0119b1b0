// The search API of Elasticsearch and OpenSearch: `POST /{indexes}/_search`, with an API key or a user's password.
import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { WireHandler, WireResponse } from "../../wire.ts";
import { decoded, json } from "../answers.ts";
import { simulatedSecrets } from "../secrets.ts";
import { documentsOf, type EcsDocument, type Indexed } from "./ecs-documents.ts";
import { EcsError, parsed, testOf } from "./ecs-query.ts";
import type { SplunkEvent } from "./evaluate.ts";

const field = z.union([z.string(), z.object({ field: z.string(), format: z.string().optional() })]);
const request = z.strictObject({
  size: z.int().min(0).max(10_000).default(10),
  from: z.int().min(0).default(0),
  query: z.unknown().default({ match_all: {} }),
  sort: z
    .array(z.record(z.string(), z.union([z.enum(["asc", "desc"]), z.object({ order: z.enum(["asc", "desc"]) })])))
    .default([]),
  fields: z.array(field).default([]),
  _source: z.literal(false),
  track_total_hits: z.boolean().default(true),
});

export interface EcsOptions {
  readonly clock: Clock;
  /** Newest first. */
  readonly events: () => readonly SplunkEvent[];
}

/** Whether a request is one of this API's, and not Splunk's. */
export const isEcs = (path: string): boolean => /^\/[^/]+\/_search$/.test(path);

export function createEcs({ clock, events }: EcsOptions): WireHandler {
  return async (asked) => {
    if (!accepted.has(asked.headers.authorization ?? "")) return unauthorised();
    if (asked.method !== "POST" && asked.method !== "GET")
      return refusal(405, "illegal_argument_exception", "Incorrect HTTP method");
    try {
      const names = (decoded(asked.path.slice(1, -"/_search".length)) ?? "").split(",");
      return search(names, bodyOf(asked.body), documentsOf(events()), clock.now());
    } catch (error) {
      if (!(error instanceof EcsError)) throw error;
      return refusal(error.type === "index_not_found_exception" ? 404 : 400, error.type, error.message);
    }
  };
}

const accepted: ReadonlySet<string> = new Set([
  `ApiKey ${simulatedSecrets["siem/elastic-api-key"]}`,
  `Basic ${Buffer.from(`${simulatedSecrets["siem/opensearch-user"]}:${simulatedSecrets["siem/opensearch-password"]}`).toString("base64")}`,
]);

function bodyOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new EcsError("parse_exception", "request body is not JSON");
  }
}

function search(names: readonly string[], body: unknown, all: readonly Indexed[], now: number): WireResponse {
  const { size, from, query, fields, sort } = parsed(request, body, "search");
  const indexes = new Set(all.map(({ index }) => index));
  const missing = names.find((name) => !name.includes("*") && !indexes.has(name));
  if (missing !== undefined) throw new EcsError("index_not_found_exception", `no such index [${missing}]`);
  const test = testOf(query, now);
  const found = all.filter(({ index, document }) => names.some((name) => fits(name, index)) && test(document));
  if (JSON.stringify(sort).includes('"asc"')) found.reverse();
  const wanted = fields.map((one) => (typeof one === "string" ? one : one.field));
  return json(200, {
    took: 3,
    timed_out: false,
    _shards: { total: names.length, successful: names.length, skipped: 0, failed: 0 },
    hits: {
      max_score: null,
      hits: found.slice(from, from + size).map(({ index, document }, at) => ({
        _index: index,
        _id: `doc-${from + at}`,
        _score: null,
        fields: picked(document, wanted),
        sort: [Date.parse(String(document["@timestamp"]?.[0]))],
      })),
    },
  });
}

const fits = (pattern: string, index: string): boolean =>
  pattern === index || (pattern.endsWith("*") && index.startsWith(pattern.slice(0, -1)));

const picked = (document: EcsDocument, wanted: readonly string[]): EcsDocument =>
  Object.fromEntries(wanted.flatMap((name) => (document[name] === undefined ? [] : [[name, document[name]]])));

const unauthorised = (): WireResponse =>
  refusal(401, "security_exception", "unable to authenticate with provided credentials");

const refusal = (status: number, type: string, reason: string): WireResponse =>
  json(status, { error: { root_cause: [{ type, reason }], type, reason }, status });
