// The rows of machines, executions and events, by name.
import { createHash } from "node:crypto";
import type { ExecutionStatus, HistoryEventType, StateMachineType } from "@aws-sdk/client-sfn";
import { entriesPerExecution } from "./schema.ts";
import type { Store } from "./store.ts";

export interface MachineRow {
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly role: string;
  readonly definition: number;
  readonly revision: string;
  readonly created: number;
  /** JSON of the configurations that are kept and given back but change nothing here. */
  readonly settings: string;
}

export interface NewExecution {
  readonly arn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly started: number;
  readonly stopped: number | null;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly definition: number;
  readonly role: string;
  readonly trace: string | null;
}

export type ExecutionRow = NewExecution & { readonly id: number };

/** A type that begins with `#` is an entry of ours that AWS's history does not show. */
export type EntryType = HistoryEventType | `#${string}`;

export interface Entry {
  readonly seq: number;
  readonly id: number | null;
  readonly previous: number | null;
  readonly type: EntryType;
  readonly at: number;
  readonly scope: string;
  /** JSON of the event's details as AWS shows them. */
  readonly details: string | null;
  /** JSON of what only a resumption needs. */
  readonly aside: string | null;
}

export class Records {
  readonly store: Store;
  readonly #machines = new Map<string, MachineRow>();
  /** Rows that wait for the commit, so that looking one up does not force it. */
  readonly #uncommitted = new Map<string, ExecutionRow>();
  #nextExecution: number;

  constructor(store: Store) {
    this.store = store;
    for (const row of store.all<MachineRow>("SELECT * FROM machines")) this.#machines.set(row.arn, row);
    this.#nextExecution = (store.get<{ id: number | null }>("SELECT max(id) AS id FROM executions")?.id ?? 0) + 1;
  }

  machine(arn: string): MachineRow | undefined {
    return this.#machines.get(arn);
  }

  /** In the order of their creation, the newest first, as AWS lists them. */
  machines(): MachineRow[] {
    return [...this.#machines.values()].sort((a, b) => b.created - a.created || (a.name < b.name ? -1 : 1));
  }

  removeMachine(arn: string): void {
    this.#machines.delete(arn);
    this.store.write("DELETE FROM machines WHERE arn = ?", arn);
  }

  saveMachine(machine: MachineRow): void {
    this.#machines.set(machine.arn, machine);
    const { arn, name, type, role, definition, revision, created, settings } = machine;
    this.store.write(
      "INSERT OR REPLACE INTO machines VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      ...[arn, name, type, role, definition, revision, created, settings],
    );
  }

  /** The id under which a definition's text is kept, once however many machines and executions use it. */
  definitionId(text: string): number {
    const digest = createHash("sha256").update(text).digest("hex");
    this.store.write("INSERT OR IGNORE INTO definitions (digest, text) VALUES (?, ?)", digest, text);
    return (this.store.get<{ id: number }>("SELECT id FROM definitions WHERE digest = ?", digest) as { id: number }).id;
  }

  definitionText(id: number): string {
    return this.store.get<{ text: string }>("SELECT text FROM definitions WHERE id = ?", id)?.text ?? "";
  }

  execution(arn: string): ExecutionRow | undefined {
    const waiting = this.#uncommitted.get(arn);
    return waiting ?? this.store.committed<ExecutionRow>("SELECT * FROM executions WHERE arn = ?", arn);
  }

  /** Executions of a machine before the id `before`, the newest first. */
  list(machine: string, page: { status: string | undefined; before: number; limit: number }): ExecutionRow[] {
    const status = page.status === undefined ? "" : "AND status = ?";
    const sql = `SELECT * FROM executions WHERE machine = ? AND id < ? ${status} ORDER BY id DESC LIMIT ?`;
    const given = page.status === undefined ? [] : [page.status];
    return this.store.all<ExecutionRow>(sql, machine, page.before, ...given, page.limit);
  }

  running(): ExecutionRow[] {
    return this.store.all<ExecutionRow>("SELECT * FROM executions WHERE status = 'RUNNING' ORDER BY id");
  }

  newExecution(row: NewExecution): ExecutionRow {
    const { arn, machine, name, status, started, stopped, input, output, error, cause, definition, role, trace } = row;
    const id = this.#nextExecution++;
    this.store.write(
      "INSERT INTO executions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[id, arn, machine, name, status, started, stopped, input, output, error, cause, definition, role, trace],
    );
    const saved: ExecutionRow = { ...row, id };
    this.#hold(saved);
    return saved;
  }

  closeExecution(row: ExecutionRow): void {
    this.store.write(
      "UPDATE executions SET status = ?, stopped = ?, output = ?, error = ?, cause = ? WHERE id = ?",
      ...[row.status, row.stopped, row.output, row.error, row.cause, row.id],
    );
    this.store.write("DELETE FROM heartbeats WHERE execution = ?", row.id);
    this.#hold(row);
  }

  #hold(row: ExecutionRow): void {
    this.#uncommitted.set(row.arn, row);
    const release = () => void (this.#uncommitted.get(row.arn) === row && this.#uncommitted.delete(row.arn));
    this.store.durable().then(release, release);
  }

  append(execution: number, { seq, id, previous, type, at, scope, details, aside }: Entry): void {
    const key = execution * entriesPerExecution + seq;
    this.store.write(
      "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      key,
      id,
      previous,
      type,
      at,
      scope,
      details,
      aside,
    );
  }

  entries(execution: number): Entry[] {
    const sql = `SELECT ${entryColumns} FROM events WHERE key BETWEEN ? AND ? ORDER BY key`;
    return this.store.all<Entry>(sql, ...keysOf(execution));
  }

  /** A page of what AWS shows, beyond event `after` (or before it, in reverse). */
  history(execution: number, after: number, limit: number, reverse: boolean): Entry[] {
    const [compare, order] = reverse ? ["<", "DESC"] : [">", "ASC"];
    const sql = `SELECT ${entryColumns} FROM events WHERE key BETWEEN ? AND ? AND id ${compare} ? ORDER BY key ${order} LIMIT ?`;
    return this.store.all<Entry>(sql, ...keysOf(execution), after, limit);
  }

  beat(token: string, execution: number, at: number): void {
    this.store.write("INSERT OR REPLACE INTO heartbeats VALUES (?, ?, ?)", token, execution, at);
  }

  lastBeat(token: string): number | null {
    return this.store.get<{ at: number }>("SELECT at FROM heartbeats WHERE token = ?", token)?.at ?? null;
  }

  /** A secret of this data directory, made once. */
  secret(name: string, make: () => string): string {
    this.store.write("INSERT OR IGNORE INTO meta VALUES (?, ?)", name, make());
    return (this.store.get<{ value: string }>("SELECT value FROM meta WHERE key = ?", name) as { value: string }).value;
  }

  /** Forgets what closed before `moment`, as AWS does after its days of retention. */
  prune(moment: number): void {
    const old = "SELECT id FROM executions WHERE status <> 'RUNNING' AND stopped < ?";
    for (const { id } of this.store.all<{ id: number }>(old, moment)) {
      this.store.write("DELETE FROM events WHERE key BETWEEN ? AND ?", ...keysOf(id));
    }
    this.store.write("DELETE FROM executions WHERE status <> 'RUNNING' AND stopped < ?", moment);
  }
}

const entryColumns = `key % ${entriesPerExecution} AS seq, id, previous, type, at, scope, details, aside`;

/** The first and the last key that entries of an execution can have. */
const keysOf = (execution: number): [number, number] => [
  execution * entriesPerExecution,
  (execution + 1) * entriesPerExecution - 1,
];
