// What is on disk. The history is the journal: an execution is carried on from its events alone.

export const schemaVersion = "1";

/** Entries of one execution lie together: its id times this, plus the number of the entry. */
export const entriesPerExecution = 2 ** 20;

/**
 * `events.key` is `execution × entriesPerExecution + seq`, the fastest key there is for rows that are only appended.
 * `events.id` is null for an entry that AWS's history does not show but a resumption needs. `scope` is empty for the
 * machine itself, otherwise the event that started the Parallel or Map and the branch or iteration: `17.0`.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS definitions (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, text TEXT NOT NULL);

  CREATE TABLE IF NOT EXISTS machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
    definition INTEGER NOT NULL REFERENCES definitions, revision TEXT NOT NULL,
    created INTEGER NOT NULL, settings TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, started INTEGER NOT NULL, stopped INTEGER,
    input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
    definition INTEGER NOT NULL REFERENCES definitions, role TEXT NOT NULL, trace TEXT
  );
  CREATE INDEX IF NOT EXISTS executions_of_machine ON executions (machine, id);
  CREATE INDEX IF NOT EXISTS executions_running ON executions (id) WHERE status = 'RUNNING';

  CREATE TABLE IF NOT EXISTS events (
    key INTEGER PRIMARY KEY, id INTEGER, previous INTEGER,
    type TEXT NOT NULL, at INTEGER NOT NULL, scope TEXT NOT NULL, details TEXT, aside TEXT
  );

  CREATE TABLE IF NOT EXISTS heartbeats (token TEXT PRIMARY KEY, execution INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
`;
