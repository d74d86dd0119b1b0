// What the tests of simulators share: a standing clock, requests as the host's door makes them, and readers of answers.
import { testClock } from "../../../infra/local/clock.ts";
import { createSimulators, type SimulatorOptions, type Simulators } from "../../../infra/local/simulators/index.ts";
import type { WireRequest, WireResponse } from "../../../infra/local/wire.ts";

export const start = Date.parse("2026-11-23T09:42:00.000Z");

export const simulatorsAt = (options: Partial<SimulatorOptions> = {}): Simulators =>
  createSimulators({ clock: testClock(start), sleep: async () => {}, ...options });

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}

export function aRequest(pathAndQuery: string, { method = "GET", headers = {}, form }: Asked = {}): WireRequest {
  const [path = "", query = ""] = pathAndQuery.split("?");
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers: { host: "127.0.0.1:4599", accept: "application/json", ...headers },
    body: Buffer.from(form ? new URLSearchParams(form).toString() : ""),
  };
}

export async function ask(simulators: Simulators, system: string, path: string, asked?: Asked): Promise<WireResponse> {
  const handler = simulators.handle(system);
  if (!handler) throw new Error(`no simulator of ${system}`);
  return handler(aRequest(path, asked));
}

/** The JSON body of an answer; what it should look like is the test's to say. */
export const bodyOf = (response: WireResponse) => JSON.parse(response.body.toString());
