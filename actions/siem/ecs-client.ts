// The search API that Elasticsearch and OpenSearch share, in the words of the Elastic Common Schema. A query is JSON, and
// every value stands in it as the value of a `term`, which compares and interprets nothing.
import * as z from "zod";
import { PermanentFailure, RetryableFailure } from "../kit/contract/index.ts";
import { settings } from "../kit/runtime/environment.ts";
import type { Http } from "../kit/runtime/http.ts";
import { type HttpAnswer, statusFailure } from "../kit/runtime/http-answer.ts";
import { counted } from "./bounded.ts";
import type { Condition, Fact, Question, Row, Search } from "./question.ts";

const names: Readonly<Record<Fact, readonly string[]>> = {
  accessKey: ["aws.cloudtrail.user_identity.access_key_id"],
  application: ["service.name", "event.provider"],
  bytes: ["http.response.bytes", "http.response.body.bytes"],
  city: ["source.geo.city_name"],
  country: ["source.geo.country_iso_code"],
  deviceId: ["device.id"],
  deviceManaged: ["labels.device_managed"],
  deviceName: ["device.model.name"],
  host: ["url.domain"],
  method: ["http.request.method"],
  outcome: ["event.outcome"],
  path: ["url.path"],
  query: ["url.query"],
  reason: ["event.reason"],
  secondFactor: ["labels.mfa_factor"],
  // In nanoseconds.
  seconds: ["event.duration"],
  session: ["labels.session_id"],
  source: ["event.dataset"],
  sourceIp: ["source.ip"],
  status: ["http.response.status_code"],
  time: ["@timestamp"],
  usedSecondFactor: ["labels.mfa"],
  user: ["user.name"],
  userAgent: ["user_agent.original"],
  userId: ["user.id"],
  what: ["event.action"],
};

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const answerShape = z.object({
  timed_out: z.boolean(),
  _shards: z.object({ total: z.int(), successful: z.int(), failed: z.int() }),
  hits: z.object({
    hits: z.array(z.object({ fields: z.record(z.string(), z.array(value)).optional() })).max(10_000),
  }),
});

const largest = 12 * 1_048_576;

/** `POST /{indexes}/_search` with the given Authorization header. */
export const ecsSearch =
  (http: Http, authorization: () => Promise<string>): Search =>
  async (question) => {
    const indexes = settings().siem?.indexes ?? ["logs-*"];
    const answer = await http({
      method: "POST",
      url: `/${indexes.map(encodeURIComponent).join(",")}/_search`,
      headers: { authorization: await authorization() },
      json: bodyOf(question),
      accept: [404],
      meaning: ({ status }) => (status === 403 ? "Unauthorized" : null),
      largest,
    });
    if (answer.status === 404) throw missing(answer);
    const { timed_out: timedOut, _shards: shards, hits } = answer.json(answerShape);
    if (timedOut || shards.failed > 0 || shards.successful < shards.total) throw partial(shards);
    return hits.hits.map(({ fields }) => ours(fields ?? {}, question));
  };

/** The request's body: the facts wanted, newest first, within the time asked about. */
export function bodyOf({ about, where, wanted, lookbackSeconds }: Question): object {
  const kind = about === "any" ? [] : [term("event.category", about)];
  const since = { range: { "@timestamp": { gte: `now-${Math.ceil(lookbackSeconds)}s`, lte: "now" } } };
  const fields = wanted.flatMap((fact) => names[fact]).filter((name) => name !== "@timestamp");
  return {
    size: counted,
    sort: [{ "@timestamp": { order: "desc" } }],
    query: { bool: { filter: [since, ...kind, ...where.map(oneOf)] } },
    fields: [{ field: "@timestamp", format: "strict_date_optional_time" }, ...fields],
    _source: false,
    track_total_hits: false,
  };
}

const term = (name: string, wanted: string) => ({ term: { [name]: { value: wanted } } });

function oneOf({ anyOf }: Condition): object {
  const terms = anyOf.flatMap(({ fact, value: wanted }) => names[fact].map((name) => term(name, plain(wanted))));
  return terms.length === 1 ? (terms[0] ?? {}) : { bool: { should: terms, minimum_should_match: 1 } };
}

/** A control character is in no name that a log holds: whoever sends one wants something else. */
function plain(wanted: string): string {
  if (!/[\u0000-\u001f\u007f]/.test(wanted)) return wanted;
  throw new PermanentFailure("InvalidInput", "a value to search for has a control character: expected one name");
}

type Fields = Readonly<Record<string, readonly z.infer<typeof value>[]>>;

const ours = (fields: Fields, { wanted }: Question): Row =>
  Object.fromEntries(wanted.map((fact) => [fact, factIn(fields, fact)]));

function factIn(fields: Fields, fact: Fact): string | null {
  const found = names[fact].map((name) => fields[name]?.[0]).find((one) => one !== undefined && one !== null);
  if (found === undefined || found === null || found === "") return null;
  return fact === "seconds" ? String(Number(found) / 1_000_000_000) : String(found);
}

/** Results of a search that did not reach everything are not the truth: what is missing might be what matters. */
const partial = ({ total, successful }: { readonly total: number; readonly successful: number }): RetryableFailure =>
  new RetryableFailure(
    "Unavailable",
    `the search reached ${successful} of ${total} shards in time: it is not complete`,
  );

const problem = z.object({ error: z.object({ type: z.string(), reason: z.string().optional() }) });

function missing(answer: HttpAnswer): Error {
  if (answer.jsonOrNull(problem)?.error.type !== "index_not_found_exception") return statusFailure(answer);
  return new PermanentFailure("NotFound", "the SIEM has no such index: correct `siem.indexes` in riposte.config.ts");
}
