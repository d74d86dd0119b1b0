// The operations of S3 that evidence needs, each from a request to a response.
import type { Clock } from "../../clock.ts";
import type { WireRequest, WireResponse } from "../../wire.ts";
import { account, region } from "../names.ts";
import { type XmlValue, xmlDocument } from "../protocol/xml.ts";
import type { Store } from "../store/store.ts";
import { invalidArgument, invalidRange, noSuchKey } from "./errors.ts";
import * as objects from "./objects.ts";
import { rangeOf, uploadOf } from "./request.ts";

export interface S3Call {
  readonly store: Store;
  readonly clock: Clock;
  readonly request: WireRequest;
  readonly bucket: string;
  readonly key: string;
}

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

export async function putObject({ store, clock, request, bucket, key }: S3Call): Promise<WireResponse> {
  const { body, headers } = uploadOf(request);
  const until = headers["x-amz-object-lock-retain-until-date"];
  const lockedUntil = until === undefined ? null : Date.parse(until);
  if (Number.isNaN(lockedUntil)) throw invalidArgument("The retain until date must be provided in ISO 8601 format");
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = request.headers;
  const putting = { bucket, key, body, headers, lockedUntil, ifNoneMatch, ifMatch };
  const etag = await store.write(() => objects.putObject(store, putting, clock.now()));
  const sums = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-amz-checksum-")));
  return { status: 200, headers: { etag, ...sums }, body: "" };
}

export async function getObject({ store, request, bucket, key }: S3Call): Promise<WireResponse> {
  const found = objects.headObject(store, bucket, key);
  if (request.headers["if-none-match"] === found.etag) return { status: 304, headers: { etag: found.etag }, body: "" };
  const range = rangeOf(request.headers.range, found.size);
  if (range === "unsatisfiable") throw invalidRange();
  const body = objects.bodyOf(store, bucket, key);
  if (range === null) return { status: 200, headers: shownHeaders(found), body };
  // A checksum is of the whole object; beside a part of it the client would take it for that part's.
  const headers = Object.fromEntries(
    Object.entries(shownHeaders(found)).filter(([name]) => !name.startsWith("x-amz-checksum-")),
  );
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end}/${found.size}` },
    body: body.subarray(start, end + 1),
  };
}

export async function headObject({ store, bucket, key }: S3Call): Promise<WireResponse> {
  const found = objects.headObject(store, bucket, key);
  return { status: 200, headers: { ...shownHeaders(found), "content-length": String(found.size) }, body: "" };
}

export async function deleteObject({ store, clock, bucket, key }: S3Call): Promise<WireResponse> {
  await store.write(() => objects.deleteObject(store, bucket, key, clock.now()));
  return { status: 204, headers: {}, body: "" };
}

export async function createBucket({ store, clock, bucket }: S3Call): Promise<WireResponse> {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw invalidArgument("The specified bucket is not valid.");
  await store.write(() => objects.createBucket(store, bucket, clock.now()));
  return { status: 200, headers: { location: `/${bucket}` }, body: "" };
}

export async function headBucket({ store, bucket }: S3Call): Promise<WireResponse> {
  objects.requireBucket(store, bucket);
  return { status: 200, headers: { "x-amz-bucket-region": region }, body: "" };
}

export async function listBuckets({ store }: S3Call): Promise<WireResponse> {
  const buckets = objects
    .bucketNames(store)
    .map(({ name, createdAt }) => ({ Name: name, CreationDate: new Date(createdAt).toISOString() }));
  return xmlAnswer("ListAllMyBucketsResult", { Owner: { ID: account }, Buckets: { Bucket: buckets } });
}

export async function listObjects({ store, request, bucket }: S3Call): Promise<WireResponse> {
  const { query } = request;
  const prefix = query.get("prefix") ?? "";
  const most = Number(query.get("max-keys") ?? "1000");
  if (!Number.isInteger(most) || most < 0)
    throw invalidArgument("Provided max-keys not an integer or within integer range");
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString("utf8");
  const shown = Math.min(most, 1_000);
  const found = objects.listObjects(store, bucket, prefix, after, shown + 1);
  const page = found.slice(0, shown);
  const last = page.at(-1);
  const truncated = found.length > shown && last !== undefined;
  return xmlAnswer("ListBucketResult", {
    Name: bucket,
    Prefix: prefix,
    KeyCount: page.length,
    MaxKeys: shown,
    IsTruncated: truncated,
    NextContinuationToken: truncated ? Buffer.from(last.key).toString("base64url") : undefined,
    Contents: page.map((one) => ({
      Key: one.key,
      LastModified: new Date(one.modifiedAt).toISOString(),
      ETag: one.etag,
      Size: one.size,
      StorageClass: "STANDARD",
    })),
  });
}

function shownHeaders(found: objects.StoredObject): Record<string, string> {
  if (found.key === "") throw noSuchKey();
  return {
    "content-type": "application/octet-stream",
    ...found.headers,
    etag: found.etag,
    "last-modified": new Date(found.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
  };
}

const xmlAnswer = (root: string, content: XmlValue): WireResponse => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body: xmlDocument(root, content, namespace),
});
