// From what a publisher says to what it may be: a candidate of the kind that its detection is of, and one that is
// unclassified, should the kind's fields be missing. The schemas judge both.
import { inertLine } from "../../actions/kit/contract/index.ts";
import type { KindName } from "./kinds.ts";
import type { Rules } from "./parse.ts";
import { fieldsOf } from "./sources/facts.ts";
import { kindOfRule } from "./sources/recognise.ts";
import { cut, type Draft, type Fields, listOf, textsOf } from "./sources/source.ts";

export interface Candidates {
  readonly first: Fields;
  readonly fallback: Fields | null;
}

export function candidatesOf(draft: Draft, rules: Rules): Candidates {
  const common = commonOf(draft);
  const unclassified = {
    ...common,
    kind: "unclassified",
    type: cut(textsOf(draft.rules)[0] ?? null, 300),
    ...fieldsOf.unclassified(draft.facts, common),
  };
  // Nothing is done about what its own publisher has closed: it is kept, and looked at by nobody else.
  if (draft.closed) return { first: { ...unclassified, severity: "informational" }, fallback: null };
  const kind = bound(draft.rules, rules) ?? kindOfRule(draft.rules);
  if (kind === null || kind === "unclassified") return { first: unclassified, fallback: null };
  const fields = fieldsOf[kind as KindName]?.(draft.facts, common) ?? {};
  return { first: { ...common, kind, ...fields }, fallback: unclassified };
}

/** The configuration's own word for a rule goes before any guess of ours. */
const bound = (names: readonly unknown[], rules: Rules): string | null =>
  textsOf(names)
    .filter((name) => Object.hasOwn(rules, name))
    .map((name) => rules[name] ?? null)[0] ?? null;

/** The envelope, with what may be missing filled in and what may be long cut. */
function commonOf({ envelope, tags, closed }: Draft): Fields {
  const { detectedAt } = envelope;
  const labels = textsOf(tags).map((tag) => inertLine(tag).slice(0, 80));
  return {
    ...envelope,
    version: cut(envelope.version ?? "1", 80),
    title: cut(envelope.title, 300),
    description: cut(envelope.description ?? "", 4_000),
    firstSeen: envelope.firstSeen ?? detectedAt,
    lastSeen: envelope.lastSeen ?? detectedAt,
    account: envelope.account ?? null,
    region: envelope.region ?? null,
    resources: textsOf(listOf(envelope.resources))
      .map((resource) => resource.slice(0, 2_048))
      .slice(0, 50),
    tags: [...new Set([...labels, ...(closed ? ["closed-by-publisher"] : [])])].slice(0, 50),
  };
}
