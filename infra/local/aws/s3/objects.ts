// Buckets and objects in SQLite. An object is replaced as a whole; one that was locked is kept until its lock ends.
import { createHash } from "node:crypto";
import type { Row, Store } from "../store/store.ts";
import { accessDenied, noSuchBucket, noSuchKey, preconditionFailed } from "./errors.ts";

export interface StoredObject {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly modifiedAt: number;
  /** Headers given back as they were sent: content type, metadata, checksums, lock. */
  readonly headers: Readonly<Record<string, string>>;
}

export const objectsSchema = `
  CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL, modified_at INTEGER NOT NULL,
    headers TEXT NOT NULL, locked_until INTEGER, body BLOB NOT NULL, PRIMARY KEY (bucket, key));
`;

const shape = "key, etag, size, modified_at, headers";

export function requireBucket(store: Store, bucket: string): void {
  if (!store.one("SELECT 1 FROM buckets WHERE name = ?", bucket)) throw noSuchBucket();
}

export const bucketNames = (store: Store): readonly { readonly name: string; readonly createdAt: number }[] =>
  store
    .all("SELECT * FROM buckets ORDER BY name")
    .map((row) => ({ name: String(row.name), createdAt: Number(row.created_at) }));

export const createBucket = (store: Store, name: string, now: number): number =>
  store.run("INSERT OR IGNORE INTO buckets (name, created_at) VALUES (?, ?)", name, now);

export interface Putting {
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly lockedUntil: number | null;
  /** `*`: only if there is none. An ETag: only over that one. */
  readonly ifNoneMatch: string | undefined;
  readonly ifMatch: string | undefined;
}

/** Inside a commit. Answers the ETag. */
export function putObject(store: Store, putting: Putting, now: number): string {
  requireBucket(store, putting.bucket);
  const { bucket, key, body } = putting;
  const existing = store.one("SELECT etag, locked_until FROM objects WHERE bucket = ? AND key = ?", bucket, key);
  checkConditions(existing, putting);
  checkLock(existing, now);
  const etag = `"${createHash("md5").update(body).digest("hex")}"`;
  store.put("objects", {
    bucket,
    key,
    etag,
    size: body.length,
    modified_at: now,
    headers: JSON.stringify(putting.headers),
    locked_until: putting.lockedUntil,
    body,
  });
  return etag;
}

function checkConditions(existing: Row | undefined, { ifNoneMatch, ifMatch }: Putting): void {
  if (ifNoneMatch !== undefined && existing && (ifNoneMatch === "*" || ifNoneMatch === existing.etag))
    throw preconditionFailed();
  if (ifMatch !== undefined && !existing) throw noSuchKey();
  if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== existing?.etag) throw preconditionFailed();
}

function checkLock(existing: Row | undefined, now: number): void {
  if (Number(existing?.locked_until ?? 0) > now)
    throw accessDenied("Access Denied because object protected by object lock.");
}

export function headObject(store: Store, bucket: string, key: string): StoredObject {
  requireBucket(store, bucket);
  const row = store.one(`SELECT ${shape} FROM objects WHERE bucket = ? AND key = ?`, bucket, key);
  if (!row) throw noSuchKey();
  return objectOf(row);
}

export function bodyOf(store: Store, bucket: string, key: string): Buffer {
  const body = store.one("SELECT body FROM objects WHERE bucket = ? AND key = ?", bucket, key)?.body;
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0);
}

/** Inside a commit. Deleting what is not there is no error. */
export function deleteObject(store: Store, bucket: string, key: string, now: number): void {
  requireBucket(store, bucket);
  checkLock(store.one("SELECT locked_until FROM objects WHERE bucket = ? AND key = ?", bucket, key), now);
  store.run("DELETE FROM objects WHERE bucket = ? AND key = ?", bucket, key);
}

/** Keys with this beginning, after this one, in order. */
export function listObjects(
  store: Store,
  bucket: string,
  prefix: string,
  after: string,
  most: number,
): readonly StoredObject[] {
  requireBucket(store, bucket);
  const sql = `SELECT ${shape} FROM objects WHERE bucket = ? AND substr(key, 1, ?) = ? AND key > ? ORDER BY key LIMIT ?`;
  return store.all(sql, bucket, [...prefix].length, prefix, after, most).map(objectOf);
}

const objectOf = (row: Row): StoredObject => ({
  key: String(row.key),
  etag: String(row.etag),
  size: Number(row.size),
  modifiedAt: Number(row.modified_at),
  headers: JSON.parse(String(row.headers)) as Record<string, string>,
});
