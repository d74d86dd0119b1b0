// The queries that are simulated: `bool` of `filter`, `must`, `should` and `must_not`, `term`, `terms`, `range` on the time,
// and `match_all`. Any other is refused as Elasticsearch refuses a query that it does not know.
import * as z from "zod";
import type { EcsDocument } from "./ecs-documents.ts";

/** Thrown for a request that Elasticsearch would refuse. */
export class EcsError extends Error {
  override readonly name = "EcsError";
  readonly type: string;
  constructor(type: string, reason: string) {
    super(reason);
    this.type = type;
  }
}

export type Test = (document: EcsDocument) => boolean;

const clause = z.record(z.string(), z.unknown());
const one = z.union([z.string(), z.number(), z.boolean()]);
const clauses = z.union([z.array(clause), clause.transform((only) => [only])]).default([]);
const bool = z.strictObject({
  filter: clauses,
  must: clauses,
  should: clauses,
  must_not: clauses,
  minimum_should_match: z.int().optional(),
});

/** The test that a query is. */
export function testOf(query: unknown, now: number): Test {
  const entries = Object.entries(parsed(clause, query, "query"));
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) throw malformed("expected exactly one query clause");
  const [name, body] = entry;
  switch (name) {
    case "match_all":
      return () => true;
    case "bool":
      return boolTest(body, now);
    case "term":
      return ofField(body, (field, wanted) => {
        const value = parsed(z.union([one, z.strictObject({ value: one })]), wanted, "term");
        return equal(field, [typeof value === "object" ? value.value : value]);
      });
    case "terms":
      return ofField(body, (field, wanted) => equal(field, parsed(z.array(one), wanted, "terms")));
    case "range":
      return ofField(body, (field, wanted) => rangeTest(field, wanted, now));
    default:
      throw malformed(`unknown query [${name}]`);
  }
}

function boolTest(body: unknown, now: number): Test {
  const { filter, must, should, must_not: not, minimum_should_match: least } = parsed(bool, body, "bool");
  const tests = (list: readonly unknown[]) => list.map((item) => testOf(item, now));
  const [all, some, none] = [tests([...filter, ...must]), tests(should), tests(not)];
  const needed = least ?? (all.length === 0 && some.length > 0 ? 1 : 0);
  return (document) =>
    all.every((test) => test(document)) &&
    !none.some((test) => test(document)) &&
    some.filter((test) => test(document)).length >= needed;
}

function ofField(body: unknown, make: (field: string, wanted: unknown) => Test): Test {
  const [entry, ...others] = Object.entries(parsed(clause, body, "clause"));
  if (entry === undefined || others.length > 0) throw malformed("expected exactly one field");
  return make(...entry);
}

const equal =
  (field: string, wanted: readonly (string | number | boolean)[]): Test =>
  (document) =>
    wanted.some((value) => document[field]?.some((held) => String(held) === String(value)));

const bound = z.union([z.string(), z.number()]).optional();
const range = z.strictObject({ gte: bound, gt: bound, lte: bound, lt: bound });

function rangeTest(field: string, wanted: unknown, now: number): Test {
  const { gte, gt, lte, lt } = parsed(range, wanted, "range");
  const from = momentOf(gte ?? gt ?? 0, now);
  const to = momentOf(lte ?? lt ?? Number.MAX_SAFE_INTEGER, now);
  return (document) =>
    (document[field] ?? []).some((held) => {
      const moment = Date.parse(String(held));
      return moment >= from && moment <= to;
    });
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Date math as far as `now-30d` goes, ISO 8601, or milliseconds. */
function momentOf(value: string | number, now: number): number {
  if (typeof value === "number") return value;
  const [, count, unit] = /^now(?:-(\d{1,9})([smhdw]))?$/.exec(value) ?? [];
  if (value.startsWith("now")) {
    if (value !== "now" && count === undefined) throw dateError(value);
    return now - Number(count ?? 0) * (unitSeconds[unit ?? "s"] ?? 0) * 1_000;
  }
  const moment = Date.parse(value);
  if (Number.isNaN(moment)) throw dateError(value);
  return moment;
}

const dateError = (value: string): EcsError =>
  new EcsError("parse_exception", `failed to parse date field [${value}] with format [strict_date_optional_time]`);

const malformed = (reason: string): EcsError => new EcsError("parsing_exception", reason);

export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw malformed(`[${what}] ${result.error.issues[0]?.message ?? "is malformed"}`);
}
