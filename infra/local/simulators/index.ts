// The simulated vendors, ready to be mounted below `/simulators/<system>`. Each answers in its vendor's own wire format;
// what all of them share is here: the mark, the latency, the ways to fail, and the spy.
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { WireHandler } from "../wire.ts";
import { createAbuseipdb } from "./abuseipdb.ts";
import { createCertificates } from "./certificates.ts";
import { createDns } from "./dns.ts";
import type { FailureKind } from "./failures.ts";
import { createGeo } from "./geo.ts";
import { createGreynoise } from "./greynoise.ts";
import { marked } from "./mark.ts";
import { createMoods } from "./moods.ts";
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

export function createSimulators(options: SimulatorOptions): Simulators {
  const { clock, organisation = createOrganisation(clock), sleep = inRealTime } = options;
  const spy = createSpy(() => clock.now());
  const moods = createMoods({ ...vendors(clock, organisation), ...options.extra });
  for (const system of moods.systems) moods.setLatency(system, options.latencyMs ?? 0);
  for (const [system, milliseconds] of Object.entries(options.latency ?? {})) moods.setLatency(system, milliseconds);
  for (const [system, kind] of Object.entries(options.failures ?? {})) moods.fail(system, kind);

  const serve =
    (system: string): WireHandler =>
    async (request) => {
      const answered = spy.received(system, request);
      const { latencyMs, handler } = moods.next(system, { now: () => clock.now(), sleep });
      if (latencyMs > 0) await sleep(latencyMs);
      const response = marked(await handler(request));
      answered(response.status);
      return response;
    };
  const served = new Map(moods.systems.map((system) => [system, serve(system)]));
  return {
    handle: (system) => served.get(system),
    systems: moods.systems,
    organisation,
    setLatency: moods.setLatency,
    fail: moods.fail,
    spy,
  };
}

const vendors = (clock: Clock, organisation: Organisation): Readonly<Record<string, WireHandler>> => ({
  abuseipdb: createAbuseipdb({ clock, organisation }),
  virustotal: createVirustotal({ organisation }),
  whois: createWhois({ organisation }),
  geo: createGeo({ organisation }),
  siem: createSiem({ clock, organisation }),
  greynoise: createGreynoise({ organisation }),
  certificates: createCertificates({ organisation }),
  dns: createDns(),
});

const inRealTime = async (milliseconds: number): Promise<void> => {
  await sleepFor(milliseconds);
};
