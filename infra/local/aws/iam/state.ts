// What containment can change in IAM: the status of access keys and inline policies. It starts as the organisation's data
// and is kept in one SQLite file, so that a disabled key is still disabled after the host was killed.
import type { Organisation } from "../../simulators/organisation.ts";
import { before } from "../../simulators/organisation.ts";
import { openStore, type Row, type Store } from "../store/store.ts";

export interface AccessKey {
  readonly id: string;
  readonly user: string;
  readonly status: "Active" | "Inactive";
  readonly created: string;
}

export type Owner = { readonly kind: "user" | "role"; readonly name: string };

export interface IamState {
  /** When this state began: ages of users and roles count from here, also after a restart. Milliseconds. */
  readonly began: number;
  keysOf(user: string): readonly AccessKey[];
  key(id: string): AccessKey | null;
  setKeyStatus(id: string, status: AccessKey["status"]): Promise<void>;
  /** Names in alphabetical order. */
  policiesOf(owner: Owner): readonly string[];
  policy(owner: Owner, name: string): string | null;
  putPolicy(owner: Owner, name: string, document: string): Promise<void>;
  /** False when there was none. */
  deletePolicy(owner: Owner, name: string): Promise<boolean>;
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS access_keys (id TEXT PRIMARY KEY, user TEXT NOT NULL, status TEXT NOT NULL, created TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS policies (kind TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (kind, owner, name)) STRICT;
  CREATE TABLE IF NOT EXISTS seeded (at TEXT NOT NULL) STRICT;
`;

export function openState(organisation: Organisation, dataDir: string | null): IamState {
  const store = openStore({ dataDir, name: "iam", schema });
  if (!store.one("SELECT at FROM seeded")) seed(store, organisation);
  return {
    began: Date.parse(String(store.one("SELECT at FROM seeded")?.at)),
    keysOf: (user) => store.all("SELECT * FROM access_keys WHERE user = ? ORDER BY created, id", user).map(keyIn),
    key: (id) => {
      const row = store.one("SELECT * FROM access_keys WHERE id = ?", id);
      return row ? keyIn(row) : null;
    },
    setKeyStatus: async (id, status) => {
      await store.write(() => store.run("UPDATE access_keys SET status = ? WHERE id = ?", status, id));
    },
    policiesOf: ({ kind, name }) =>
      store
        .all("SELECT name FROM policies WHERE kind = ? AND owner = ? ORDER BY name", kind, name)
        .map((row) => String(row.name)),
    policy: ({ kind, name: owner }, name) => {
      const row = store.one(
        "SELECT document FROM policies WHERE kind = ? AND owner = ? AND name = ?",
        kind,
        owner,
        name,
      );
      return row ? String(row.document) : null;
    },
    putPolicy: async (owner, name, document) => {
      await store.write(() => putPolicy(store, owner, name, document));
    },
    deletePolicy: ({ kind, name: owner }, name) =>
      store.write(
        () => store.run("DELETE FROM policies WHERE kind = ? AND owner = ? AND name = ?", kind, owner, name) > 0,
      ),
    close: () => store.close(),
  };
}

function seed(store: Store, organisation: Organisation): void {
  const now = organisation.now();
  store.run("BEGIN IMMEDIATE");
  const insertKey = "INSERT INTO access_keys (id, user, status, created) VALUES (?, ?, ?, ?)";
  for (const user of organisation.iamUsers) {
    for (const key of user.accessKeys) {
      store.run(insertKey, key.id, user.name, key.status, wholeSecond(before(now, key.createdDaysAgo * 1_440)));
    }
  }
  const owners = [
    ...organisation.iamUsers.map((user) => ({ kind: "user" as const, ...user })),
    ...organisation.iamRoles.map((role) => ({ kind: "role" as const, ...role })),
  ];
  for (const owner of owners) {
    for (const [name, document] of Object.entries(owner.inlinePolicies)) {
      putPolicy(store, owner, name, JSON.stringify(document));
    }
  }
  store.run("INSERT INTO seeded (at) VALUES (?)", new Date(now).toISOString());
  store.run("COMMIT");
}

const putPolicy = (store: Store, { kind, name: owner }: Owner, name: string, document: string): number =>
  store.run(
    "INSERT INTO policies (kind, owner, name, document) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET document = excluded.document",
    kind,
    owner,
    name,
    document,
  );

const keyIn = (row: Row): AccessKey => ({
  id: String(row.id),
  user: String(row.user),
  status: row.status === "Active" ? "Active" : "Inactive",
  created: String(row.created),
});

/** IAM writes times in whole seconds. */
export const wholeSecond = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, "Z");
