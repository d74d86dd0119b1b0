// The `aws-chunked` coding: chunks with their length (and perhaps a signature) before them, trailers with checksums behind.
import { incompleteBody } from "./errors.ts";

export interface Decoded {
  readonly body: Buffer;
  /** Names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

export function decodeChunked(coded: Buffer): Decoded {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = coded.indexOf("\r\n", at);
    const length = end < 0 ? undefined : /^([0-9a-f]{1,8})(;|$)/i.exec(coded.toString("latin1", at, end))?.[1];
    if (length === undefined) throw incompleteBody();
    const start = end + 2;
    const size = Number.parseInt(length, 16);
    if (size === 0) return { body: Buffer.concat(chunks), trailers: trailersOf(coded.toString("latin1", start)) };
    if (start + size + 2 > coded.length) throw incompleteBody();
    chunks.push(coded.subarray(start, start + size));
    at = start + size + 2;
  }
}

function trailersOf(text: string): Record<string, string> {
  const lines = text.split("\r\n").map((line) => /^([\w-]+):\s*(.*)$/.exec(line));
  return Object.fromEntries(lines.flatMap((found) => (found?.[1] ? [[found[1].toLowerCase(), found[2] ?? ""]] : [])));
}
