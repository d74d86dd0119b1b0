// The messages of the simulated workspace and how they are kept: one row each, so that a restart finds them as they were.
import { openStore } from "../../aws/store/store.ts";

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** A message as the workspace holds it. */
export interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
  /** The thread's first message; null for a message of its own. */
  readonly thread: string | null;
  /** Slack's user id of the author. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: Metadata | null;
  /** How often it was edited. */
  readonly edits: number;
}

export interface Messages {
  /** In the order in which they were posted. */
  all(): PostedMessage[];
  find(channel: string, ts: string): PostedMessage | null;
  post(message: Omit<PostedMessage, "ts" | "edits">): Promise<PostedMessage>;
  save(message: PostedMessage): Promise<void>;
  close(): void;
}

const schema = "CREATE TABLE IF NOT EXISTS messages (ts TEXT PRIMARY KEY, json TEXT NOT NULL)";

export function openMessages(dataDir: string | null, now: () => number): Messages {
  const store = openStore({ dataDir, name: "simulated-slack", schema });
  const rows = store
    .all("SELECT json FROM messages ORDER BY ts")
    .map(({ json }) => JSON.parse(String(json)) as PostedMessage);
  const messages = new Map(rows.map((message) => [message.ts, message]));
  let last = Number((rows.at(-1)?.ts ?? "0").replace(".", ""));
  const save = async (message: PostedMessage): Promise<void> => {
    messages.set(message.ts, message);
    const sql = "INSERT OR REPLACE INTO messages (ts, json) VALUES (?, ?)";
    await store.write(() => store.run(sql, message.ts, JSON.stringify(message)));
  };
  return {
    all: () => [...messages.values()],
    find: (channel, ts) => {
      const found = messages.get(ts);
      return found?.channel === channel ? found : null;
    },
    post: async (message) => {
      // A ts is a time in microseconds that no other message has.
      last = Math.max(now() * 1_000, last + 1);
      const posted = { ...message, ts: `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, "0")}`, edits: 0 };
      await save(posted);
      return posted;
    },
    save,
    close: () => store.close(),
  };
}
