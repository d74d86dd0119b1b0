// The database with group commit: whatever is written within one turn of the event loop becomes durable together, with
// one flush of the disk. Readers see everything that was written before them.
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { DataDirBusy } from "../../aws/store/store.ts";
import { schema, schemaVersion } from "./schema.ts";

type Pending = readonly [StatementSync, readonly SQLInputValue[]];

/**
 * A flush of the disk with every commit; the log is folded back rarely, because that takes two more. Exclusive: two hosts
 * on one directory would each carry on the same executions.
 */
const pragmas = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA cache_size = -32768;
`;

export class Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #pending: Pending[] = [];
  #commit: {
    readonly done: Promise<void>;
    readonly resolve: () => void;
    readonly reject: (error: unknown) => void;
  } | null = null;
  #failure: unknown = null;
  #closed = false;

  /** `dataDir` null: in memory, gone with the process. */
  constructor(dataDir: string | null) {
    this.#database = openDatabase(dataDir);
    this.#checkVersion();
  }

  /** Adds a statement to the commit of this turn. */
  write(sql: string, ...values: readonly SQLInputValue[]): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#closed) throw new Error("the store is closed: nothing more can be written");
    this.#pending.push([this.#prepared(sql), values]);
    this.#schedule();
  }

  /** Resolves when everything written so far is on disk. */
  durable(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return this.#commit?.done ?? Promise.resolve();
  }

  /** Brings everything written so far to disk, now. */
  flush(): void {
    const commit = this.#commit;
    if (commit === null) return;
    const statements = this.#pending;
    this.#pending = [];
    this.#commit = null;
    try {
      this.#apply(statements);
      commit.resolve();
    } catch (error) {
      this.#failure = error;
      commit.reject(error);
    }
  }

  all<T>(sql: string, ...values: readonly SQLInputValue[]): T[] {
    this.flush();
    if (this.#failure !== null) throw this.#failure;
    return this.#prepared(sql).all(...values) as unknown as T[];
  }

  get<T>(sql: string, ...values: readonly SQLInputValue[]): T | undefined {
    return this.all<T>(sql, ...values)[0];
  }

  /** Reads what has been committed, without committing what waits. */
  committed<T>(sql: string, ...values: readonly SQLInputValue[]): T | undefined {
    return this.#prepared(sql).get(...values) as T | undefined;
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#database.close();
  }

  #schedule(): void {
    if (this.#commit !== null) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined);
    this.#commit = { done: promise, resolve, reject };
    setImmediate(() => this.#closed || this.flush());
  }

  #apply(statements: readonly Pending[]): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const [statement, values] of statements) statement.run(...values);
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #checkVersion(): void {
    this.write("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", schemaVersion);
    const found = this.get<{ value: string }>("SELECT value FROM meta WHERE key = 'schema'")?.value;
    if (found !== schemaVersion) {
      throw new Error(
        `the data directory holds schema ${found}, this version reads ${schemaVersion}: use another directory`,
      );
    }
  }
}

function openDatabase(dataDir: string | null): DatabaseSync {
  const database = new DatabaseSync(dataDir === null ? ":memory:" : fileIn(dataDir));
  try {
    database.exec(pragmas);
    database.exec(schema);
    return database;
  } catch (error) {
    database.close();
    if (dataDir !== null && error instanceof Error && /locked|busy/i.test(error.message))
      throw new DataDirBusy(dataDir);
    throw error;
  }
}

/** The file, for its owner only: inputs and outputs of executions are in it. */
function fileIn(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "stepfunctions.db");
  closeSync(openSync(path, "a", 0o600));
  return path;
}
