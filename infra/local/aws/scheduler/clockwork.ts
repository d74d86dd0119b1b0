// Schedules on disk and their timers: each fires once its moment has come, again after a failure, and after a restart when
// the process died before the function had answered. At least once, as AWS's.
import type { Clock, Timer } from "../../clock.ts";
import type { Invocation, Invoke } from "../../wire.ts";
import { openStore, StoreClosed } from "../store/store.ts";
import type { Schedule } from "./schedule.ts";

export interface ClockworkOptions {
  readonly dataDir: string | null;
  readonly clock: Clock;
  readonly invoke: Invoke;
  /** Told of a schedule whose function failed for the last time. */
  readonly onDropped: (schedule: Schedule, invocation: Invocation) => void;
}

export interface Clockwork {
  find(group: string, name: string): Schedule | null;
  /** By name, in one group or in all. */
  list(group: string | null): readonly Schedule[];
  add(schedule: Schedule): Promise<void>;
  remove(schedule: Schedule): Promise<void>;
  stop(): void;
}

const schema = `CREATE TABLE IF NOT EXISTS schedules (
  grouped TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL, attempt INTEGER NOT NULL, due INTEGER NOT NULL, done INTEGER NOT NULL,
  PRIMARY KEY (grouped, name))`;
/** Milliseconds before another try; AWS's own default tries for a day. */
const pauseAfter = (attempt: number): number => Math.min(60_000 * 2 ** (attempt - 1), 3_600_000);
const mostAttempts = 30;

export function createClockwork({ dataDir, clock, invoke, onDropped }: ClockworkOptions): Clockwork {
  const store = openStore({ dataDir, name: "scheduler", schema });
  const timers = new Map<string, Timer>();
  let stopped = false;
  const keyOf = ({ GroupName, Name }: Schedule): string => `${GroupName}/${Name}`;
  const read = (row: Record<string, unknown>): Schedule => JSON.parse(String(row.json)) as Schedule;

  const arm = (schedule: Schedule, due: number, attempt: number): void => {
    if (stopped || schedule.State === "DISABLED") return;
    timers.set(
      keyOf(schedule),
      clock.at(due, () => void fire(schedule, attempt).catch(ignoreStop)),
    );
  };
  const fire = async (schedule: Schedule, attempt: number): Promise<void> => {
    const { Arn, Input = "{}" } = schedule.Target;
    const invocation = await invoke(Arn, JSON.parse(Input));
    if (stopped) return; // still on disk as not done: the next start fires it
    if (invocation.ok || attempt >= mostAttempts) {
      timers.delete(keyOf(schedule));
      await finish(schedule);
      if (!invocation.ok) onDropped(schedule, invocation);
      return;
    }
    const due = clock.now() + pauseAfter(attempt);
    const sql = "UPDATE schedules SET attempt = ?, due = ? WHERE grouped = ? AND name = ?";
    await store.write(() => store.run(sql, attempt + 1, due, schedule.GroupName, schedule.Name));
    if (timers.has(keyOf(schedule))) arm(schedule, due, attempt + 1);
  };
  const finish = (schedule: Schedule): Promise<number> =>
    store.write(() =>
      schedule.ActionAfterCompletion === "DELETE"
        ? store.run("DELETE FROM schedules WHERE grouped = ? AND name = ?", schedule.GroupName, schedule.Name)
        : store.run("UPDATE schedules SET done = 1 WHERE grouped = ? AND name = ?", schedule.GroupName, schedule.Name),
    );

  for (const row of store.all("SELECT * FROM schedules WHERE done = 0")) {
    arm(read(row), Number(row.due), Number(row.attempt));
  }
  return {
    find(group, name) {
      const row = store.one("SELECT json FROM schedules WHERE grouped = ? AND name = ?", group, name);
      return row ? read(row) : null;
    },
    list: (group) =>
      store.all("SELECT json FROM schedules WHERE ?1 IS NULL OR grouped = ?1 ORDER BY grouped, name", group).map(read),
    async add(schedule) {
      const { GroupName, Name, due } = schedule;
      const row = { grouped: GroupName, name: Name, json: JSON.stringify(schedule), attempt: 1, due, done: 0 };
      await store.write(() => store.put("schedules", row));
      arm(schedule, due, 1);
    },
    async remove(schedule) {
      timers.get(keyOf(schedule))?.cancel();
      timers.delete(keyOf(schedule));
      const { GroupName, Name } = schedule;
      await store.write(() => store.run("DELETE FROM schedules WHERE grouped = ? AND name = ?", GroupName, Name));
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      store.close();
    },
  };
}

const ignoreStop = (error: unknown): void => {
  if (!(error instanceof StoreClosed)) process.emitWarning(`a schedule could not be kept: ${String(error)}`);
};
