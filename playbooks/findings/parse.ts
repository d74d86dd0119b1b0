// From a message to a finding, or to the reason why it is none. Never throws: what a SIEM sends is not ours to trust.
import { inertLine } from "../../actions/kit/contract/index.ts";
import { type Finding, isKind, kindNames, kinds } from "./kinds.ts";
import { reasonOf, shown } from "./reason.ts";
import { guardduty } from "./sources/guardduty.ts";
import { riposte } from "./sources/riposte.ts";
import { isFields, type Source } from "./sources/source.ts";

export type Parsed =
  | { readonly ok: true; readonly finding: Finding; readonly format: string }
  | { readonly ok: false; readonly reason: string };

/** In the order in which they are asked: the most particular shape first. */
const sources: readonly Source[] = [guardduty, riposte];

/** The longest message that is looked into, in characters: what a queue delivers at most. */
const longest = 1_048_576;

/** The finding in a message's text. */
export function parseFinding(text: string): Parsed {
  if (text.length > longest) return refusal(`expected at most ${longest} characters, saw ${text.length}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? inertLine(error.message).slice(0, 200) : "unreadable";
    return refusal(`expected a finding as JSON, saw text that is not JSON (${cause})`);
  }
  return parseFindingValue(value);
}

/** As `parseFinding`, for a message that is parsed already. */
export function parseFindingValue(value: unknown): Parsed {
  if (!isFields(value)) return refusal(`expected a finding as a JSON object, saw ${shown(value)}`);
  const source = sources.find(({ recognises }) => recognises(value));
  if (source === undefined) {
    return refusal(`kind: expected ${kindsInWords}, or an event of GuardDuty, but neither is there`);
  }
  const candidate = source.candidate(value);
  const { kind } = candidate;
  if (!isKind(kind)) return refusal(`kind: expected ${kindsInWords}, saw ${shown(kind)}`);
  const { schema } = kinds[kind];
  const parsed = schema.safeParse(candidate);
  if (!parsed.success) return refusal(reasonOf(schema, parsed.error, candidate));
  return { ok: true, finding: parsed.data, format: source.name };
}

const kindsInWords = kindNames.map((name) => `"${name}"`).join(" or ");

const refusal = (reason: string): Parsed => ({ ok: false, reason });
