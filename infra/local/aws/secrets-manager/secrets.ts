// Secrets and their versions. A version carries staging labels: AWSCURRENT is what readers get, AWSPREVIOUS the one before.
import { randomBytes, randomUUID } from "node:crypto";
import { arnOf } from "../names.ts";
import type { Row, Store } from "../store/store.ts";
import { exists, notFound, versionNotFound, versionTaken } from "./errors.ts";

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface SecretValue {
  readonly text: string | null;
  /** Base64. */
  readonly binary: string | null;
}

export interface Version extends SecretValue {
  readonly id: string;
  readonly stages: readonly string[];
  readonly createdAt: number;
}

export const secretsSchema = `
  CREATE TABLE IF NOT EXISTS secrets (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS versions (
    arn TEXT NOT NULL, id TEXT NOT NULL, stages TEXT NOT NULL, text TEXT, binary TEXT, created_at INTEGER NOT NULL, PRIMARY KEY (arn, id));
`;

/** By name, by ARN, or by ARN without its random end. */
export function findSecret(store: Store, id: string): Secret {
  const row =
    store.one("SELECT * FROM secrets WHERE name = ?1 OR arn = ?1", id) ??
    store.all("SELECT * FROM secrets WHERE substr(arn, 1, length(arn) - 7) = ?", id)[0];
  if (!row) throw notFound();
  return secretOf(row);
}

export const listSecrets = (store: Store): readonly Secret[] =>
  store.all("SELECT * FROM secrets ORDER BY name").map(secretOf);

export const versionsOf = (store: Store, secret: Secret): readonly Version[] =>
  store.all("SELECT * FROM versions WHERE arn = ? ORDER BY created_at, id", secret.arn).map(versionOf);

export interface Creation {
  readonly name: string;
  readonly description: string | null;
  readonly token?: string | undefined;
  readonly value: SecretValue | null;
}

/** Inside a commit. Repeating a creation with its token and value changes nothing. */
export function createSecret(
  store: Store,
  { name, description, token, value }: Creation,
  now: number,
): { secret: Secret; version: string | null } {
  const existing = store.one("SELECT * FROM secrets WHERE name = ?", name);
  if (existing) {
    const secret = secretOf(existing);
    const same = versionsOf(store, secret).some((version) => version.id === token && sameValue(version, value));
    if (!same || token === undefined) throw exists(name);
    return { secret, version: token };
  }
  const secret = {
    arn: arnOf.secret(name, randomBytes(3).toString("hex")),
    name,
    description,
    createdAt: now,
    changedAt: now,
  };
  store.put("secrets", { arn: secret.arn, name, description, created_at: now, changed_at: now });
  return {
    secret,
    version: value === null ? null : putVersion(store, secret, { token, value, stages: ["AWSCURRENT"] }, now).id,
  };
}

export interface Putting {
  readonly token?: string | undefined;
  readonly value: SecretValue;
  readonly stages: readonly string[];
}

/** Inside a commit. A version of that token and value is found, not made; of another value it is refused. */
export function putVersion(store: Store, secret: Secret, { token, value, stages }: Putting, now: number): Version {
  const id = token ?? randomUUID();
  const versions = versionsOf(store, secret);
  const existing = versions.find((version) => version.id === id);
  if (existing) {
    if (!sameValue(existing, value)) throw versionTaken(id);
    return existing;
  }
  // The first version of a secret is its current one, whatever it was asked to be.
  const own = versions.length === 0 && !stages.includes("AWSCURRENT") ? [...stages, "AWSCURRENT"] : stages;
  for (const version of versions) relabel(store, secret, version, own);
  store.put("versions", { arn: secret.arn, id, stages: JSON.stringify(own), ...value, created_at: now });
  store.run("UPDATE secrets SET changed_at = ? WHERE arn = ?", now, secret.arn);
  return { id, stages: own, createdAt: now, ...value };
}

export function versionWith(
  store: Store,
  secret: Secret,
  wanted: { readonly id?: string | undefined; readonly stage?: string | undefined },
): Version {
  const stage = wanted.stage ?? (wanted.id === undefined ? "AWSCURRENT" : undefined);
  const fits = (version: Version): boolean =>
    (wanted.id === undefined || version.id === wanted.id) && (stage === undefined || version.stages.includes(stage));
  const version = versionsOf(store, secret).find(fits);
  if (!version) throw versionNotFound(wanted.id === undefined ? `staging label: ${stage}` : `VersionId: ${wanted.id}`);
  return version;
}

/** Takes the labels of a new version off an older one; the one that was current becomes the previous one. */
function relabel(store: Store, secret: Secret, version: Version, taken: readonly string[]): void {
  const wasCurrent = taken.includes("AWSCURRENT") && version.stages.includes("AWSCURRENT");
  const kept = version.stages.filter(
    (stage) => !taken.includes(stage) && !(stage === "AWSPREVIOUS" && taken.includes("AWSCURRENT")),
  );
  const stages = wasCurrent ? [...kept, "AWSPREVIOUS"] : kept;
  store.run("UPDATE versions SET stages = ? WHERE arn = ? AND id = ?", JSON.stringify(stages), secret.arn, version.id);
}

const sameValue = (version: SecretValue, value: SecretValue | null): boolean =>
  value !== null && version.text === value.text && version.binary === value.binary;

const textOr = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const secretOf = (row: Row): Secret => ({
  arn: String(row.arn),
  name: String(row.name),
  description: textOr(row.description),
  createdAt: Number(row.created_at),
  changedAt: Number(row.changed_at),
});

const versionOf = (row: Row): Version => ({
  id: String(row.id),
  stages: JSON.parse(String(row.stages)) as string[],
  text: textOr(row.text),
  binary: textOr(row.binary),
  createdAt: Number(row.created_at),
});
