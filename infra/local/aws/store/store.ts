// One SQLite file of a service: WAL, full sync, one process at a time. Writes that arrive in the same turn of the event loop
// share one commit, so a promise resolves when its work is on disk and a burst costs one sync instead of hundreds.
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";

export type Row = Record<string, SQLOutputValue>;

export interface Store {
  /** Runs work inside the next commit and resolves when that is on disk. Work that throws is undone alone. */
  write<T>(work: () => T): Promise<T>;
  /** Inserts a row, or replaces the one with its key. Answers its row id. */
  put(table: string, row: Readonly<Record<string, SQLInputValue>>): number;
  run(sql: string, ...values: SQLInputValue[]): number;
  one(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** Commits what is waiting and closes the file. Later writes are refused. */
  close(): void;
}

/** Thrown when another process holds the data directory. */
export class DataDirBusy extends Error {
  override readonly name = "DataDirBusy";
  readonly dataDir: string;

  constructor(dataDir: string) {
    super(`the data directory ${dataDir} is in use by another process; stop that one or give another --data-dir`);
    this.dataDir = dataDir;
  }
}

/** Thrown when a write arrives after the host has stopped. */
export class StoreClosed extends Error {
  override readonly name = "StoreClosed";
}

export interface StoreOptions {
  /** The directory for the file, or null to keep everything in memory. */
  readonly dataDir: string | null;
  readonly name: string;
  /** `CREATE TABLE IF NOT EXISTS …`; run at every start. */
  readonly schema: string;
}

export function openStore(options: StoreOptions): Store {
  const db = openDatabase(options);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const group = groupCommit(db);
  return {
    write: group.write,
    put: (table, row) => {
      const columns = Object.keys(row);
      const places = columns.map(() => "?").join(", ");
      const sql = `INSERT OR REPLACE INTO ${table} (${columns.join(", ")}) VALUES (${places})`;
      return Number(prepared(sql).run(...Object.values(row)).lastInsertRowid);
    },
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    one: (sql, ...values) => prepared(sql).get(...values),
    all: (sql, ...values) => prepared(sql).all(...values),
    close: () => {
      group.close();
      if (db.isOpen) db.close();
    },
  };
}

function openDatabase({ dataDir, name, schema }: StoreOptions): DatabaseSync {
  const db = new DatabaseSync(dataDir === null ? ":memory:" : fileOf(dataDir, name));
  try {
    // Exclusive: two hosts on one directory would each deliver the same messages.
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    db.exec(schema);
    return db;
  } catch (error) {
    db.close();
    if (dataDir !== null && error instanceof Error && /locked|busy/i.test(error.message))
      throw new DataDirBusy(dataDir);
    throw error;
  }
}

/** The file, for its owner only whatever the directory allows: secrets are kept in one. */
function fileOf(dataDir: string, name: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, `${name}.db`);
  closeSync(openSync(path, "a", 0o600));
  return path;
}

interface Job {
  run(): void;
  settle(failure: unknown): void;
}

function groupCommit(db: DatabaseSync): Pick<Store, "write" | "close"> {
  let waiting: Job[] = [];
  let closed = false;
  const flush = (): void => {
    const jobs = waiting;
    waiting = [];
    if (jobs.length > 0) commit(db, jobs);
  };
  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new StoreClosed("the host has stopped; start it again and repeat the request"));
          return;
        }
        if (waiting.length === 0) setImmediate(flush);
        waiting.push(jobOf(db, work, resolve, reject));
      }),
    close: () => {
      flush();
      closed = true;
    },
  };
}

function jobOf<T>(
  db: DatabaseSync,
  work: () => T,
  resolve: (value: T) => void,
  reject: (reason: unknown) => void,
): Job {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  return {
    run: () => {
      db.exec("SAVEPOINT job");
      try {
        outcome = { value: work() };
      } catch (error) {
        db.exec("ROLLBACK TO job");
        outcome = { error };
      }
      db.exec("RELEASE job");
    },
    settle: (failure) => {
      if (failure !== undefined) reject(failure);
      else if (outcome && "value" in outcome) resolve(outcome.value);
      else reject(outcome?.error);
    },
  };
}

function commit(db: DatabaseSync, jobs: readonly Job[]): void {
  let failure: unknown;
  try {
    db.exec("BEGIN IMMEDIATE");
    for (const job of jobs) job.run();
    db.exec("COMMIT");
  } catch (error) {
    failure = error;
    if (db.isTransaction) db.exec("ROLLBACK");
  }
  for (const job of jobs) job.settle(failure);
}
