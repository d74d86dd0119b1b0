// The SIEM, whichever vendor is bound: Splunk's search endpoint here, and the search API of Elasticsearch and OpenSearch.
// Splunk's endpoint is as a well-behaved client uses it: one-shot searches with a bearer token. The search language is
// evaluated for real, as far as it goes; what goes further is refused in Splunk's own words.
import type { Clock } from "../../clock.ts";
import type { WireHandler, WireResponse } from "../../wire.ts";
import { json } from "../answers.ts";
import type { Organisation } from "../organisation.ts";
import { simulatedSecrets } from "../secrets.ts";
import { vendorFailure } from "../vendor-failures.ts";
import { runPipeline } from "./commands.ts";
import { createEcs, isEcs } from "./ecs.ts";
import type { SplunkEvent } from "./evaluate.ts";
import { recordsOf } from "./records.ts";
import { SplError } from "./spl-error.ts";
import { momentOf } from "./times.ts";
import { pipelineOf } from "./tokens.ts";

export interface SiemOptions {
  readonly clock: Clock;
  readonly organisation: Organisation;
}

const paths: ReadonlySet<string> = new Set([
  "/services/search/jobs",
  "/services/search/jobs/",
  "/services/search/v2/jobs",
]);

export function createSiem({ clock, organisation }: SiemOptions): WireHandler {
  const events = keptRecords(organisation);
  const ecs = createEcs({ clock, events });
  return async (request) => {
    if (isEcs(request.path)) return ecs(request);
    if (request.headers.authorization !== `Bearer ${simulatedSecrets["siem/splunk-token"]}`) {
      return vendorFailure("siem", "401", clock.now());
    }
    if (!paths.has(request.path)) return refusal(404, "ERROR", "Not Found");
    if (request.method !== "POST") return refusal(405, "ERROR", "Method Not Allowed");
    try {
      return search(new URLSearchParams(request.body.toString("utf8")), events(), clock.now());
    } catch (error) {
      if (!(error instanceof SplError)) throw error;
      return refusal(400, "FATAL", error.message);
    }
  };
}

/** The records are made once for as long as the organisation's time stands still. */
function keptRecords(organisation: Organisation): () => readonly SplunkEvent[] {
  let kept: { readonly at: number; readonly records: readonly SplunkEvent[] } | null = null;
  return () => {
    const at = organisation.now();
    if (kept?.at !== at) kept = { at, records: recordsOf(organisation) };
    return kept.records;
  };
}

function search(form: URLSearchParams, all: readonly SplunkEvent[], now: number): WireResponse {
  if (form.get("exec_mode") !== "oneshot") throw new SplError("Only exec_mode=oneshot is simulated.");
  if (form.get("output_mode") !== "json") throw new SplError("Only output_mode=json is simulated.");
  const pipeline = pipelineOf(form.get("search") ?? "");
  const earliest = bound(form, "earliest_time", now) ?? 0;
  const latest = bound(form, "latest_time", now) ?? Number.POSITIVE_INFINITY;
  if (earliest > latest) throw new SplError("Invalid earliest_time, earliest_time must be before latest_time.");
  const events = all.filter((event) => {
    const time = Date.parse(event._time ?? "");
    return time >= earliest && time < latest;
  });
  const found = runPipeline(pipeline, events, now);
  const offset = whole(form, "offset", 0);
  const count = whole(form, "count", 100);
  return results(found.slice(offset, count === 0 ? undefined : offset + count), offset);
}

const results = (events: readonly SplunkEvent[], offset: number): WireResponse =>
  json(200, {
    preview: false,
    init_offset: offset,
    messages: [],
    fields: [...new Set(events.flatMap((event) => Object.keys(event)))].map((name) => ({ name })),
    results: events,
    highlighted: {},
  });

function bound(form: URLSearchParams, name: "earliest_time" | "latest_time", now: number): number | null {
  const text = form.get(name);
  if (text === null || text === "") return null;
  const moment = momentOf(text, now);
  if (moment === null) throw new SplError(`Invalid ${name}.`);
  return moment;
}

function whole(form: URLSearchParams, name: "count" | "offset", otherwise: number): number {
  const text = form.get(name) ?? String(otherwise);
  if (!/^\d{1,9}$/.test(text)) throw new SplError(`Invalid value "${text}" for argument '${name}'.`);
  return Number(text);
}

const refusal = (status: number, type: string, text: string): WireResponse =>
  json(status, { messages: [{ type, text }] });
