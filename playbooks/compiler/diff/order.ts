// The order of steps, compared over the steps that both versions have: a step that came or went is no change of order.
import type { Order, Summary } from "../explain/summary.ts";
import type { Fact } from "./facts.ts";

/** The order of every block that both versions have. */
export function orderFacts(summary: Summary, other: Summary): readonly Fact[] {
  const shared = new Set(other.steps.map(({ id }) => id));
  return Object.entries(summary.order)
    .filter(([name]) => Object.hasOwn(other.order, name))
    .map(([name, order]) => ({ subject: name, fields: { "": inWords(pruned(order, shared)) } }));
}

function pruned(order: Order, kept: ReadonlySet<string>): Order | null {
  if (typeof order === "string") return kept.has(order) ? order : null;
  const sequence = "then" in order;
  const parts = (sequence ? order.then : order.together)
    .map((part) => pruned(part, kept))
    .filter((part) => part !== null)
    .flatMap((part) => (sequence ? inSequence(part) : sideBySide(part)));
  if (parts.length < 2) return parts[0] ?? null;
  return sequence ? { then: parts } : { together: parts };
}

const inSequence = (part: Order): readonly Order[] => (typeof part !== "string" && "then" in part ? part.then : [part]);
const sideBySide = (part: Order): readonly Order[] =>
  typeof part !== "string" && "together" in part ? part.together : [part];

/** `who, then [keys and travel], then evidence`. */
function inWords(order: Order | null): string {
  if (order === null) return "nothing in common";
  if (typeof order === "string") return order;
  if ("then" in order) return order.then.map(bracketed).join(", then ");
  // What runs at the same time has no order of its own.
  return order.together.map(bracketed).toSorted().join(" | ");
}

const bracketed = (order: Order): string => (typeof order === "string" ? order : `[${inWords(order)}]`);
