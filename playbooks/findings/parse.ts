// From a message to its findings, or to the reasons why they are none. Never throws: what a SIEM sends is not ours to trust.
import { inertLine } from "../../actions/kit/contract/index.ts";
import { candidatesOf } from "./candidates.ts";
import { type Finding, isKind, kindNames, kinds } from "./kinds.ts";
import { reasonOf, shown } from "./reason.ts";
import { elastic } from "./sources/elastic.ts";
import { guardduty } from "./sources/guardduty.ts";
import { opensearch } from "./sources/opensearch.ts";
import { panther } from "./sources/panther.ts";
import { riposte } from "./sources/riposte.ts";
import { asff, ocsf, securityHub } from "./sources/security-hub.ts";
import { type Fields, isFields, type Reading, type Source } from "./sources/source.ts";
import { splunk } from "./sources/splunk.ts";

export type Parsed =
  | {
      readonly ok: true;
      readonly finding: Finding;
      readonly format: string;
      /** Why it is not of the kind that its detection is of; null when it is. */
      readonly unfit: string | null;
    }
  | { readonly ok: false; readonly reason: string };

/** Which kind a detection of somebody's own is of: kinds by the id or name of the rule. */
export type Rules = Readonly<Record<string, string>>;

/** In the order in which they are asked: the most particular shape first. */
const sources: readonly Source[] = [guardduty, securityHub, ocsf, asff, splunk, panther, elastic, opensearch, riposte];

/** The longest message that is looked into, in characters: what a queue delivers at most. */
const longest = 1_048_576;

/** Every finding in a message's text, at least one answer. */
export function parseFindings(text: string, rules: Rules = {}): readonly Parsed[] {
  if (text.length > longest) return [refusal(`expected at most ${longest} characters, saw ${text.length}`)];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? inertLine(error.message).slice(0, 200) : "unreadable";
    return [refusal(`expected a finding as JSON, saw text that is not JSON (${cause})`)];
  }
  return parseFindingValues(value, rules);
}

/** As `parseFindings`, for a message that is parsed already. */
export function parseFindingValues(value: unknown, rules: Rules = {}): readonly Parsed[] {
  if (!isFields(value)) return [refusal(`expected a finding as a JSON object, saw ${shown(value)}`)];
  const source = sources.find(({ recognises }) => recognises(value));
  if (source === undefined) {
    return [refusal(`kind: expected ${kindsInWords}, or ${formatsInWords}, but neither is there`)];
  }
  const readings = source.read(value);
  if (readings.length === 0) return [refusal(`expected at least one finding in the event of ${source.name}, saw none`)];
  return readings.map((reading, at) => {
    const parsed = parsedReading(reading, source.name, rules);
    return parsed.ok || readings.length === 1 ? parsed : refusal(`finding ${at + 1}: ${parsed.reason}`);
  });
}

/** The finding of a message that is to have one. */
export const parseFinding = (text: string, rules: Rules = {}): Parsed => only(parseFindings(text, rules));

/** As `parseFinding`, for a message that is parsed already. */
export const parseFindingValue = (value: unknown, rules: Rules = {}): Parsed => only(parseFindingValues(value, rules));

const only = ([first, ...more]: readonly Parsed[]): Parsed =>
  first === undefined || more.length > 0
    ? refusal(`expected one finding, saw ${more.length + 1}: send them one by one`)
    : first;

function parsedReading(reading: Reading, format: string, rules: Rules): Parsed {
  if ("stated" in reading) return judged(reading.stated, format, null);
  const { first, fallback } = candidatesOf(reading.draft, rules);
  const parsed = judged(first, format, null);
  if (parsed.ok || fallback === null) return parsed;
  // What a kind lacks is no reason to lose a finding that is one in every other way.
  const taken = judged(fallback, format, `its detection is of kind ${first.kind}, but ${parsed.reason}`);
  return taken.ok ? taken : parsed;
}

function judged(candidate: Fields, format: string, unfit: string | null): Parsed {
  const { kind } = candidate;
  if (!isKind(kind)) return refusal(`kind: expected ${kindsInWords}, saw ${shown(kind)}`);
  const { schema } = kinds[kind];
  const parsed = schema.safeParse(candidate);
  if (!parsed.success) return refusal(reasonOf(schema, parsed.error, candidate));
  return { ok: true, finding: parsed.data, format, unfit };
}

const kindsInWords = kindNames.map((name) => `"${name}"`).join(" or ");

const formatsInWords = "a finding of GuardDuty, Security Hub, OCSF, Splunk, Elastic, OpenSearch or Panther";

const refusal = (reason: string): Parsed => ({ ok: false, reason: reason.slice(0, 1_000) });
