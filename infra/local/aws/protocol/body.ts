// Reads a request's body up to a limit. What is over it is read and thrown away, so that the client, who only listens once
// it has sent everything, gets to hear the refusal; a body cut short by the client rejects.
import type { IncomingMessage } from "node:http";

const mostThrownAway = 64 * 1024 * 1024;

/** The body, or null when it is larger than the limit. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks = [];
      if (length <= limit + mostThrownAway) return;
      request.removeAllListeners("data").pause();
      resolve(null);
    });
    request.on("end", () => resolve(length > limit ? null : Buffer.concat(chunks, length)));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("the client closed the connection before its request was whole"));
    });
  });
}
