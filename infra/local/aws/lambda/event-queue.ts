// Asynchronous invocations (InvocationType Event): on disk before they are accepted, retried twice as Lambda does, after one
// minute and after two, and continued after a restart. What fails three times is reported and dropped.
import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../../clock.ts";
import type { Invocation } from "../../wire.ts";
import { openStore } from "../store/store.ts";

export interface EventQueue {
  accept(functionName: string, payload: string): Promise<void>;
  stop(): void;
}

export interface EventQueueOptions {
  readonly dataDir: string | null;
  readonly clock: Clock;
  readonly run: (functionName: string, payload: string, requestId: string) => Promise<Invocation>;
  /** Told when the queue itself could not be written; its event stays for the next start. */
  readonly onError: (error: unknown) => void;
  /** Told of an event that failed for the last time. */
  readonly onDropped: (functionName: string, invocation: Invocation) => void;
}

interface StoredEvent {
  readonly id: string;
  readonly functionName: string;
  readonly payload: string;
  readonly attempt: number;
}

const schema = `CREATE TABLE IF NOT EXISTS events (
  id TEXT PRIMARY KEY, function_name TEXT NOT NULL, payload TEXT NOT NULL, attempt INTEGER NOT NULL, due INTEGER NOT NULL)`;
const retryDelays = [60_000, 120_000];

export function createEventQueue(options: EventQueueOptions): EventQueue {
  const { clock } = options;
  const store = openStore({ dataDir: options.dataDir, name: "lambda", schema });
  const timers = new Map<string, Timer>();
  let stopped = false;

  const attempt = async (event: StoredEvent): Promise<void> => {
    timers.delete(event.id);
    const invocation = await options.run(event.functionName, event.payload, event.id);
    if (stopped) return; // stays on disk; the next start continues it
    const delay = invocation.ok ? undefined : retryDelays[event.attempt - 1];
    if (delay !== undefined) return retry({ ...event, attempt: event.attempt + 1 }, clock.now() + delay);
    await store.write(() => store.run("DELETE FROM events WHERE id = ?", event.id));
    if (!invocation.ok) options.onDropped(event.functionName, invocation);
  };
  const start = (event: StoredEvent): void => void attempt(event).catch(options.onError);
  const retry = async (event: StoredEvent, due: number): Promise<void> => {
    await store.write(() =>
      store.run("UPDATE events SET attempt = ?, due = ? WHERE id = ?", event.attempt, due, event.id),
    );
    schedule(event, due);
  };
  const schedule = (event: StoredEvent, due: number): void => {
    if (!stopped)
      timers.set(
        event.id,
        clock.at(due, () => start(event)),
      );
  };

  for (const row of store.all("SELECT * FROM events")) schedule(eventOf(row), Number(row.due));
  return {
    accept: async (functionName, payload) => {
      const event: StoredEvent = { id: randomUUID(), functionName, payload, attempt: 1 };
      const row = { id: event.id, function_name: functionName, payload, attempt: 1, due: clock.now() };
      await store.write(() => store.put("events", row));
      if (!stopped) start(event);
    },
    stop: () => {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      store.close();
    },
  };
}

const eventOf = (row: Record<string, unknown>): StoredEvent => ({
  id: String(row.id),
  functionName: String(row.function_name),
  payload: String(row.payload),
  attempt: Number(row.attempt),
});
