// The digests a client may send along with an object; each one sent is checked, kept and given back.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { badDigest } from "./errors.ts";

const digests: Readonly<Record<string, (body: Buffer) => string>> = {
  "x-amz-checksum-crc32": (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString("base64");
  },
  "x-amz-checksum-sha1": (body) => createHash("sha1").update(body).digest("base64"),
  "x-amz-checksum-sha256": (body) => createHash("sha256").update(body).digest("base64"),
};

/** The checksum headers among these that this host can check; a wrong one is refused. */
export function checkedSums(headers: Readonly<Record<string, string>>, body: Buffer): Record<string, string> {
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64")) throw badDigest("Content-MD5");
  const found: Record<string, string> = {};
  for (const [name, digest] of Object.entries(digests)) {
    const given = headers[name];
    if (given === undefined) continue;
    if (given !== digest(body)) throw badDigest(name.slice("x-amz-checksum-".length).toUpperCase());
    found[name] = given;
  }
  return found;
}
