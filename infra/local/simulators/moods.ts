// How each simulated system behaves just now: how long it takes, and whether and how it fails.
import type { WireHandler } from "../wire.ts";
import { type FailureContext, type FailureKind, failing } from "./failures.ts";

export interface Moods {
  readonly systems: readonly string[];
  setLatency(system: string, milliseconds: number): void;
  fail(system: string, kind: FailureKind | null, times?: number): void;
  /** The next request's latency and handler; a failure that lasts for so many requests is used up by one. */
  next(system: string, context: Omit<FailureContext, "system">): { latencyMs: number; handler: WireHandler };
}

interface Mood {
  readonly handler: WireHandler;
  latencyMs: number;
  failure: { readonly kind: FailureKind; remaining: number } | null;
}

export function createMoods(handlers: Readonly<Record<string, WireHandler>>): Moods {
  const moods = new Map<string, Mood>();
  for (const [system, handler] of Object.entries(handlers)) moods.set(system, { handler, latencyMs: 0, failure: null });
  const systems = [...moods.keys()].sort();
  const moodOf = (system: string): Mood => {
    const mood = moods.get(system);
    if (mood) return mood;
    throw new Error(`no simulator is called "${system}"; there are ${systems.join(", ")}`);
  };
  return {
    systems,
    setLatency(system, milliseconds) {
      const mood = moodOf(system);
      if (!(milliseconds >= 0)) {
        throw new Error(`the latency of ${system} is ${milliseconds}, expected a number of milliseconds from 0`);
      }
      mood.latencyMs = milliseconds;
    },
    fail(system, kind, times = Number.POSITIVE_INFINITY) {
      moodOf(system).failure = kind === null ? null : { kind, remaining: times };
    },
    next(system, context) {
      const mood = moodOf(system);
      const kind = failureNow(mood);
      const handler = kind === null ? mood.handler : failing(kind, mood.handler, { system, ...context });
      return { latencyMs: mood.latencyMs, handler };
    },
  };
}

function failureNow(mood: Mood): FailureKind | null {
  const { failure } = mood;
  if (failure === null) return null;
  failure.remaining -= 1;
  if (failure.remaining <= 0) mood.failure = null;
  return failure.kind;
}
