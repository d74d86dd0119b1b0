// The tables of SQS. `sequence` orders messages; `visible_at` is the time from which a receiver may have one.
export const schema = `
  CREATE TABLE IF NOT EXISTS queues (
    name TEXT PRIMARY KEY, attributes TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
    sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0, first_received_at INTEGER,
    receipt TEXT, held_by_poller INTEGER NOT NULL DEFAULT 0, group_id TEXT, deduplication_id TEXT, source_arn TEXT,
    fifo INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible_at, sequence);
  CREATE INDEX IF NOT EXISTS messages_by_order ON messages (queue, sequence);
  CREATE INDEX IF NOT EXISTS messages_by_age ON messages (queue, sent_at);
  CREATE TABLE IF NOT EXISTS deduplications (
    queue TEXT NOT NULL, deduplication_key TEXT NOT NULL, message_id TEXT NOT NULL, sequence INTEGER NOT NULL, sent_at INTEGER NOT NULL,
    PRIMARY KEY (queue, deduplication_key)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deduplications_by_age ON deduplications (sent_at);
`;
