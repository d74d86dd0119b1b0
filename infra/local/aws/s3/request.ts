// What an S3 request says before it is known what it wants: bucket and key from the path, the body without its coding.
import type { WireRequest } from "../../wire.ts";
import { checkedSums } from "./checksum.ts";
import { decodeChunked } from "./chunked.ts";
import { invalidArgument, invalidUri } from "./errors.ts";

export interface Place {
  readonly bucket: string | null;
  readonly key: string | null;
}

export function placeOf(path: string): Place {
  const [, bucket = "", ...rest] = path.split("/");
  const key = decoded(rest.join("/"));
  if (Buffer.byteLength(key) > 1_024) throw invalidArgument("Your key is too long");
  return { bucket: decoded(bucket) || null, key: key || null };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri();
  }
}

export interface Upload {
  readonly body: Buffer;
  /** To be given back with the object. */
  readonly headers: Record<string, string>;
}

const kept =
  /^(content-type|content-language|content-disposition|cache-control|expires|x-amz-meta-.+|x-amz-object-lock-.+)$/;

export function uploadOf(request: WireRequest): Upload {
  const codings = (request.headers["content-encoding"] ?? "").split(",").map((coding) => coding.trim());
  const chunked =
    codings.includes("aws-chunked") || (request.headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-");
  const { body, trailers } = chunked ? decodeChunked(request.body) : { body: request.body, trailers: {} };
  const left = codings.filter((coding) => coding !== "" && coding !== "aws-chunked").join(",");
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => kept.test(name)));
  return {
    body,
    headers: {
      ...headers,
      ...(left ? { "content-encoding": left } : {}),
      ...checkedSums({ ...request.headers, ...trailers }, body),
    },
  };
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The bytes a Range header asks for, both ends included; null for the whole; "unsatisfiable" for none. */
export function rangeOf(header: string | undefined, size: number): Range | null | "unsatisfiable" {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}
