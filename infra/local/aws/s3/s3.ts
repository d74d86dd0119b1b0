// S3 on this host, path style, as far as keeping evidence needs it.
import type { Clock } from "../../clock.ts";
import type { WireHandler, WireRequest, WireResponse } from "../../wire.ts";
import { requestId } from "../names.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { xmlDocument } from "../protocol/xml.ts";
import { openStore } from "../store/store.ts";
import { notImplemented } from "./errors.ts";
import { createBucket, objectsSchema } from "./objects.ts";
import * as operations from "./operations.ts";
import { type Place, placeOf } from "./request.ts";

export interface S3Options {
  readonly clock: Clock;
  /** Where objects are kept; null keeps them in memory. */
  readonly dataDir: string | null;
}

export interface S3 {
  readonly handle: WireHandler;
  ensureBucket(name: string): Promise<void>;
  stop(): Promise<void>;
}

type Operation = (call: operations.S3Call) => Promise<WireResponse>;

const onObjects: Readonly<Record<string, Operation>> = {
  PUT: operations.putObject,
  GET: operations.getObject,
  HEAD: operations.headObject,
  DELETE: operations.deleteObject,
};
const onBuckets: Readonly<Record<string, Operation>> = {
  PUT: operations.createBucket,
  GET: operations.listObjects,
  HEAD: operations.headBucket,
};
const onTheService: Readonly<Record<string, Operation>> = { GET: operations.listBuckets };

/** Query fields that mean another operation than the plain one on the same path. */
const others = [
  "acl",
  "attributes",
  "delete",
  "legal-hold",
  "location",
  "lock",
  "object-lock",
  "partNumber",
  "policy",
  "restore",
  "retention",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versionId",
  "versioning",
  "versions",
];

export function createS3({ clock, dataDir }: S3Options): S3 {
  const store = openStore({ dataDir, name: "s3", schema: objectsSchema });
  return {
    handle: async (request) => {
      const headers = { "x-amz-request-id": requestId() };
      try {
        const place = placeOf(request.path);
        const operation = operationOf(request, place);
        const answer = await operation({ store, clock, request, bucket: place.bucket ?? "", key: place.key ?? "" });
        return { ...answer, headers: { ...headers, ...answer.headers } };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const body = xmlDocument("Error", {
          Code: error.code,
          Message: error.message,
          Resource: request.path,
          RequestId: headers["x-amz-request-id"],
        });
        return {
          status: error.status,
          headers: { ...headers, "content-type": "application/xml" },
          body: request.method === "HEAD" ? "" : body,
        };
      }
    },
    ensureBucket: async (name) => {
      await store.write(() => createBucket(store, name, clock.now()));
    },
    stop: async () => store.close(),
  };
}

function operationOf(request: WireRequest, { bucket, key }: Place): Operation {
  const other =
    others.find((field) => request.query.has(field)) ??
    (request.headers["x-amz-copy-source"] === undefined ? undefined : "copying");
  if (other !== undefined) throw notImplemented(`${request.method} with ${other}`);
  const table = key !== null ? onObjects : bucket !== null ? onBuckets : onTheService;
  const operation = Object.hasOwn(table, request.method) ? table[request.method] : undefined;
  if (!operation)
    throw notImplemented(
      `${request.method} on ${key !== null ? "an object" : bucket !== null ? "a bucket" : "the service"}`,
    );
  return operation;
}
