// The simulated vendors, ready to be mounted below `/simulators/<system>`. Each answers in its vendor's own wire format;
// what all of them share is here: the mark, the latency, the ways to fail, and the spy.
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { WireHandler } from "../wire.ts";
import { createAbuseipdb } from "./abuseipdb.ts";
import { type FailureKind, failing } from "./failures.ts";
import { createGeo } from "./geo.ts";
import { marked } from "./mark.ts";
import { createOrganisation, type Organisation } from "./organisation.ts";
import { createSiem } from "./siem/index.ts";
import { createSpy, type Spy } from "./spy.ts";
import { createVirustotal } from "./virustotal.ts";
import { createWhois } from "./whois.ts";

export { type FailureKind, failureKinds, isFailureKind } from "./failures.ts";
export { createOrganisation, type Organisation } from "./organisation.ts";
export { simulatedSecrets } from "./secrets.ts";
export type { SpiedRequest, Spy } from "./spy.ts";

export interface SimulatorOptions {
  readonly clock: Clock;
  /** Shared with the simulated IAM, so that both tell the same story. Made from the clock when absent. */
  readonly organisation?: Organisation;
  /** How long every simulated system takes to answer, in milliseconds. */
  readonly latencyMs?: number;
  /** The same for single systems. */
  readonly latency?: Readonly<Record<string, number>>;
  readonly failures?: Readonly<Record<string, FailureKind>>;
  /** Further systems to be served under the same rules, such as the ticketing system and IAM. */
  readonly extra?: Readonly<Record<string, WireHandler>>;
  /** Waits in real time unless a test says otherwise. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

export interface Simulators {
  /** The simulator of a system; its paths start below the system's base URL. Undefined for a system nobody simulates. */
  handle(system: string): WireHandler | undefined;
  readonly systems: readonly string[];
  readonly organisation: Organisation;
  setLatency(system: string, milliseconds: number): void;
  /** Makes a system fail, from now on or for the next `times` requests; null makes it well again. */
  fail(system: string, kind: FailureKind | null, times?: number): void;
  readonly spy: Spy;
}

interface Mood {
  readonly handler: WireHandler;
  latencyMs: number;
  failure: { readonly kind: FailureKind; remaining: number } | null;
}

export function createSimulators(options: SimulatorOptions): Simulators {
  const { clock, organisation = createOrganisation(clock), sleep = inRealTime } = options;
  const spy = createSpy(() => clock.now());
  const handlers: Readonly<Record<string, WireHandler>> = {
    abuseipdb: createAbuseipdb({ clock, organisation }),
    virustotal: createVirustotal({ organisation }),
    whois: createWhois({ organisation }),
    geo: createGeo({ organisation }),
    siem: createSiem({ clock, organisation }),
    ...options.extra,
  };
  const moods = new Map<string, Mood>();
  for (const [system, handler] of Object.entries(handlers)) {
    moods.set(system, { handler, latencyMs: options.latencyMs ?? 0, failure: null });
  }
  const moodOf = (system: string): Mood => {
    const mood = moods.get(system);
    if (mood) return mood;
    throw new Error(`no simulator is called "${system}"; there are ${[...moods.keys()].sort().join(", ")}`);
  };
  const setLatency = (system: string, milliseconds: number): void => {
    if (!(milliseconds >= 0)) throw new Error(`a latency is a number of milliseconds from 0, not ${milliseconds}`);
    moodOf(system).latencyMs = milliseconds;
  };
  const fail = (system: string, kind: FailureKind | null, times = Number.POSITIVE_INFINITY): void => {
    moodOf(system).failure = kind === null ? null : { kind, remaining: times };
  };
  for (const [system, milliseconds] of Object.entries(options.latency ?? {})) setLatency(system, milliseconds);
  for (const [system, kind] of Object.entries(options.failures ?? {})) fail(system, kind);

  const serve =
    (system: string, mood: Mood): WireHandler =>
    async (request) => {
      const answered = spy.received(system, request);
      const kind = failureNow(mood);
      if (mood.latencyMs > 0) await sleep(mood.latencyMs);
      const handler = kind ? failing(kind, mood.handler, { system, now: clock.now(), sleep }) : mood.handler;
      const response = marked(await handler(request));
      answered(response.status);
      return response;
    };
  const served = new Map([...moods].map(([system, mood]) => [system, serve(system, mood)]));
  return {
    handle: (system) => served.get(system),
    systems: [...moods.keys()].sort(),
    organisation,
    setLatency,
    fail,
    spy,
  };
}

const inRealTime = async (milliseconds: number): Promise<void> => {
  await sleepFor(milliseconds);
};

function failureNow(mood: Mood): FailureKind | null {
  const { failure } = mood;
  if (failure === null) return null;
  failure.remaining -= 1;
  if (failure.remaining <= 0) mood.failure = null;
  return failure.kind;
}
