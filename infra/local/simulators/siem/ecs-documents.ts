// The organisation's events as Elasticsearch and OpenSearch hold them: the same records, in the words of the Elastic Common
// Schema, each field a list of values as the search API's `fields` answers them.
import type { SplunkEvent } from "./evaluate.ts";

export type EcsDocument = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** What stands for a field of the Common Information Model. */
const words: Readonly<Record<string, string>> = {
  access_key_id: "aws.cloudtrail.user_identity.access_key_id",
  action: "event.outcome",
  app: "service.name",
  device_id: "device.id",
  device_name: "device.model.name",
  device_managed: "labels.device_managed",
  dest: "url.domain",
  http_method: "http.request.method",
  mfa: "labels.mfa",
  mfa_factor: "labels.mfa_factor",
  reason: "event.reason",
  session_id: "labels.session_id",
  signature: "event.action",
  sourcetype: "event.dataset",
  src_city: "source.geo.city_name",
  src_country: "source.geo.country_iso_code",
  src_ip: "source.ip",
  tag: "event.category",
  uri_path: "url.path",
  uri_query: "url.query",
  url: "url.path",
  user: "user.name",
  user_agent: "user_agent.original",
  user_email: "user.email",
  user_id: "user.id",
};

export interface Indexed {
  readonly index: string;
  readonly document: EcsDocument;
}

/** Every document with its index, in the order of the events. */
export const documentsOf = (events: readonly SplunkEvent[]): readonly Indexed[] =>
  events.map((event) => ({ index: event.index ?? "", document: documentOf(event) }));

function documentOf(event: SplunkEvent): EcsDocument {
  const fields = Object.entries(words).flatMap(([name, word]) => {
    const value = event[name];
    return value === undefined ? [] : [[word, [value]] as const];
  });
  return {
    ...Object.fromEntries(fields),
    "@timestamp": [(event._time ?? "").replace("+00:00", "Z")],
    ...number(event, "status", "http.response.status_code", 1),
    ...number(event, "bytes_out", "http.response.bytes", 1),
    // Milliseconds there, nanoseconds here.
    ...number(event, "response_time", "event.duration", 1_000_000),
  };
}

const number = (event: SplunkEvent, name: string, word: string, times: number): EcsDocument =>
  event[name] === undefined ? {} : { [word]: [Number(event[name]) * times] };
