// The issues of the simulated site and how they are kept: one row each, comments and properties inside, so that a
// restart finds them as they were.
import { openStore, type Store } from "../../aws/store/store.ts";

export interface Property {
  readonly key: string;
  readonly value: unknown;
}

export interface Comment {
  readonly id: string;
  readonly body: unknown;
  readonly created: string;
  readonly properties: readonly Property[];
}

/** An issue as the site holds it. Times are RFC 3339. */
export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly project: string;
  readonly issueType: string;
  readonly summary: string;
  readonly description: unknown;
  readonly labels: readonly string[];
  readonly priority: string;
  readonly status: Status;
  readonly created: string;
  readonly updated: string;
  readonly comments: readonly Comment[];
  readonly properties: readonly Property[];
}

export const statuses = {
  "To Do": { id: "10000", category: { id: 2, key: "new", name: "To Do", colorName: "blue-gray" } },
  "In Progress": { id: "10001", category: { id: 4, key: "indeterminate", name: "In Progress", colorName: "yellow" } },
  Done: { id: "10002", category: { id: 3, key: "done", name: "Done", colorName: "green" } },
} as const;
export type Status = keyof typeof statuses;

export interface Issues {
  all(): Issue[];
  find(idOrKey: string): Issue | null;
  /** Gives the new issue its id and key. */
  add(project: string, make: (id: string, key: string) => Issue): Promise<Issue>;
  save(issue: Issue): Promise<void>;
  nextCommentId(): string;
  withComment(commentId: string): Issue | null;
  close(): void;
}

const schema =
  "CREATE TABLE IF NOT EXISTS issues (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, json TEXT NOT NULL)";
const firstId = 10_000;

export function openIssues(dataDir: string | null): Issues {
  const store = openStore({ dataDir, name: "simulated-jira", schema });
  const issues = new Map(store.all("SELECT json FROM issues ORDER BY id").map(({ json }) => read(String(json))));
  const byKey = new Map([...issues.values()].map(({ id, key }) => [key, id]));
  const holders = new Map(
    [...issues.values()].flatMap(({ id, comments }) => comments.map((comment) => [comment.id, id])),
  );
  let lastComment = [...holders.keys()].reduce((last, id) => Math.max(last, Number(id)), firstId);
  const save = async (issue: Issue): Promise<void> => {
    issues.set(issue.id, issue);
    byKey.set(issue.key, issue.id);
    for (const { id } of issue.comments) holders.set(id, issue.id);
    await write(store, issue);
  };
  return {
    all: () => [...issues.values()],
    find: (idOrKey) => issues.get(byKey.get(idOrKey.toUpperCase()) ?? idOrKey) ?? null,
    add: async (project, make) => {
      const number = issues.size + 1;
      const issue = make(String(firstId + number), `${project}-${number}`);
      await save(issue);
      return issue;
    },
    save,
    nextCommentId: () => {
      lastComment += 1;
      return String(lastComment);
    },
    withComment: (commentId) => issues.get(holders.get(commentId) ?? "") ?? null,
    close: () => store.close(),
  };
}

const read = (json: string): [string, Issue] => {
  const issue = JSON.parse(json) as Issue;
  return [issue.id, issue];
};

const write = (store: Store, { id, key, ...rest }: Issue): Promise<number> => {
  const json = JSON.stringify({ id, key, ...rest });
  return store.write(() =>
    store.run("INSERT OR REPLACE INTO issues (id, key, json) VALUES (?, ?, ?)", Number(id), key, json),
  );
};
