// What the simulators were asked, for tests and for the shown run. It keeps the latest requests of each system and counts
// the rest, so that a storm of findings leaves memory flat.
import type { WireRequest } from "../wire.ts";

export interface SpiedRequest {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Milliseconds since 1970, by the host's clock. */
  readonly receivedAt: number;
  /** Null while no answer has been given. */
  readonly answeredAt: number | null;
  readonly status: number | null;
}

export interface Spy {
  /** The latest requests in the order they came, of one system or of all. */
  requests(system?: string): readonly SpiedRequest[];
  /** How many requests there were, forgotten ones included. */
  count(system?: string): number;
  forget(): void;
}

export interface Recorder extends Spy {
  /** Notes a request; call what it returns with the answer's status. */
  received(system: string, request: WireRequest): (status: number) => void;
}

const keptPerSystem = 500;

type Noted = { -readonly [field in keyof SpiedRequest]: SpiedRequest[field] };

export function createSpy(now: () => number): Recorder {
  const kept = new Map<string, Noted[]>();
  const counts = new Map<string, number>();
  const listOf = (system: string): Noted[] => {
    const list = kept.get(system) ?? [];
    kept.set(system, list);
    return list;
  };
  return {
    received(system, request) {
      counts.set(system, (counts.get(system) ?? 0) + 1);
      const noted: Noted = { system, ...request, receivedAt: now(), answeredAt: null, status: null };
      const list = listOf(system);
      list.push(noted);
      if (list.length > keptPerSystem) list.shift();
      return (status) => {
        noted.answeredAt = now();
        noted.status = status;
      };
    },
    requests: (system) =>
      system === undefined
        ? [...kept.values()].flat().sort((a, b) => a.receivedAt - b.receivedAt)
        : [...(kept.get(system) ?? [])],
    count: (system) =>
      system === undefined ? [...counts.values()].reduce((sum, one) => sum + one, 0) : (counts.get(system) ?? 0),
    forget() {
      kept.clear();
      counts.clear();
    },
  };
}
