// Splunk's search endpoint, one-shot: the search runs and its results are the answer. Queries are made of structured
// conditions only; every value is a quoted literal, so that no value can become part of the query.
import * as z from "zod";
import { PermanentFailure, RetryableFailure } from "../kit/contract/index.ts";
import type { Http } from "../kit/runtime/http.ts";

/** A field and the values of which one must be equal. Field names are ours, values come from outside. */
export interface Condition {
  readonly anyOf: readonly { readonly field: string; readonly value: string }[];
}

export interface Search {
  readonly indexes: readonly string[];
  readonly where: readonly Condition[];
  readonly fields: readonly string[];
  readonly lookbackSeconds: number;
  readonly most: number;
}

/** A value may be one text, several, or absent. */
const value = z.union([z.string(), z.array(z.string())]);
const answerShape = z.object({
  results: z.array(z.record(z.string(), value)).max(10_000),
  messages: z.array(z.object({ type: z.string(), text: z.string() })).optional(),
});
export type Row = Readonly<Record<string, string | null>>;

/** Texts of events are as long as an attacker's headers: they are cut here, so as many as are fetched must be read. */
const largest = 12 * 1_048_576;

/** `POST /services/search/jobs` with `exec_mode=oneshot`. Rows newest first, each with exactly the fields asked for. */
export async function searchSplunk(http: Http, token: string, search: Search): Promise<readonly Row[]> {
  const answer = await http({
    method: "POST",
    url: "/services/search/jobs",
    headers: { authorization: `Bearer ${token}` },
    form: {
      search: splOf(search),
      exec_mode: "oneshot",
      output_mode: "json",
      earliest_time: `-${Math.ceil(search.lookbackSeconds)}s`,
      latest_time: "now",
      count: search.most,
    },
    largest,
    meaning: ({ status }) => (status === 403 ? "Unauthorized" : null),
  });
  const { results, messages } = answer.json(answerShape);
  refusePartial(messages ?? []);
  return results.map((row) => Object.fromEntries(search.fields.map((field) => [field, first(row[field])])));
}

/** The query, in Splunk's search language. Events come newest first, so that `head` ends the search early. */
export function splOf({ indexes, where, fields, most }: Search): string {
  const indexCondition = { anyOf: indexes.map((index) => ({ field: "index", value: index })) };
  const conditions = [equalOne(indexCondition, bare), ...where.map((condition) => equalOne(condition, literal))];
  return `search ${conditions.join(" ")} | head ${most} | table ${fields.join(" ")}`;
}

function equalOne({ anyOf }: Condition, quote: (value: string) => string): string {
  const [only, ...others] = anyOf.map(({ field, value }) => `${field}=${quote(value)}`);
  return others.length === 0 ? `${only}` : `(${[only, ...others].join(" OR ")})`;
}

/** An index comes from the settings, where a wildcard is meant. */
const bare = (index: string): string => `"${index}"`;

/**
 * A quoted literal. Inside the quotes only backslash, quote and asterisk mean anything; the first two are escaped, and a
 * value with an asterisk, which would match other values, is refused.
 */
export function literal(value: string): string {
  if (/[*\u0000-\u001f\u007f]/.test(value)) {
    throw new PermanentFailure(
      "InvalidInput",
      "a value to search for has a wildcard or a control character: expected one name",
    );
  }
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

const first = (found: string | string[] | undefined): string | null =>
  (Array.isArray(found) ? found[0] : found) || null;

/** Results of a search that did not reach everything are not the truth: what is missing might be what matters. */
function refusePartial(messages: readonly { readonly type: string; readonly text: string }[]): void {
  const bad = messages.find(({ type }) => type === "FATAL" || type === "ERROR");
  if (bad) throw new RetryableFailure("Unavailable", `splunk's results are not complete: ${bad.text}`);
}
