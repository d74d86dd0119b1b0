// The semantic diff of two versions of a playbook, from their summaries alone. What may contain and who decides stands
// first, because that is what a review is for.
import type { Summary } from "../explain/summary.ts";
import { type Fact, factsOf, type Topic, topics } from "./facts.ts";
import { orderFacts } from "./order.ts";

export interface Change {
  readonly kind: "added" | "removed" | "changed";
  readonly subject: string;
  /** Null where the subject as a whole came or went. */
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Difference {
  readonly playbook: string;
  readonly kind: "added" | "removed" | "changed" | "same";
  /** By topic, in the order of `topics`; topics without a change are left out. */
  readonly topics: readonly { readonly topic: Topic; readonly changes: readonly Change[] }[];
}

/** Null stands for a version in which there is no such playbook; one of the two is there. */
export function diff(before: Summary | null, after: Summary | null): Difference {
  const playbook = (after ?? before)?.id;
  if (playbook === undefined) throw new Error("there is nothing to compare");
  const changed = topics
    .map((topic) => ({ topic, changes: changesOf(facts(topic, before, after), facts(topic, after, before)) }))
    .filter(({ changes }) => changes.length > 0);
  return { playbook, kind: kindOf(before, after, changed.length), topics: changed };
}

/** Every playbook of either version, in the order of ids. */
export function diffAll(before: readonly Summary[], after: readonly Summary[]): readonly Difference[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))].toSorted();
  const named = (summaries: readonly Summary[], id: string) => summaries.find((summary) => summary.id === id) ?? null;
  return ids.map((id) => diff(named(before, id), named(after, id)));
}

const kindOf = (before: Summary | null, after: Summary | null, changes: number): Difference["kind"] => {
  if (before === null) return "added";
  if (after === null) return "removed";
  return changes === 0 ? "same" : "changed";
};

function facts(topic: Topic, summary: Summary | null, other: Summary | null): readonly Fact[] {
  if (summary === null) return [];
  if (topic === "order") return other === null ? [] : orderFacts(summary, other);
  return factsOf[topic](summary);
}

function changesOf(before: readonly Fact[], after: readonly Fact[]): readonly Change[] {
  const old = new Map(before.map((fact) => [fact.subject, fact]));
  const kept = new Set(after.map(({ subject }) => subject));
  return [
    ...before.filter(({ subject }) => !kept.has(subject)).map((fact) => whole("removed", fact)),
    ...after.flatMap((fact) => {
      const former = old.get(fact.subject);
      return former === undefined ? [whole("added", fact)] : fieldChanges(former, fact);
    }),
  ];
}

const whole = (kind: "added" | "removed", fact: Fact): Change => ({
  kind,
  subject: fact.subject,
  field: null,
  before: kind === "removed" ? inWords(fact) : null,
  after: kind === "added" ? inWords(fact) : null,
});

const inWords = ({ fields }: Fact): string =>
  Object.entries(fields)
    .map(([name, value]) => (name === "" ? value : `${name}: ${value}`))
    .join("; ");

function fieldChanges(before: Fact, after: Fact): readonly Change[] {
  const names = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])];
  return names
    .filter((name) => before.fields[name] !== after.fields[name])
    .map((name) => ({
      kind: "changed",
      subject: after.subject,
      field: name === "" ? null : name,
      before: before.fields[name] ?? null,
      after: after.fields[name] ?? null,
    }));
}
