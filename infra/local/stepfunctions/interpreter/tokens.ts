// Task tokens: unguessable, recognisable as ours after they are spent, and known to the one task that waits for each.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Document } from "../json.ts";

export interface Waiting {
  succeed(output: Document): void;
  fail(error: string | null, cause: string | null): void;
  heartbeat(): void;
}

const randomLength = 32;
const proofLength = 32;

export class Tokens {
  readonly #secret: Buffer;
  readonly #waiting = new Map<string, Waiting>();

  constructor(secret: string) {
    this.#secret = Buffer.from(secret, "hex");
  }

  issue(): string {
    const random = randomBytes(randomLength);
    return Buffer.concat([random, this.#proof(random)]).toString("base64");
  }

  /** Whether a token was once issued here, whatever has become of its task. */
  isOurs(token: string): boolean {
    const bytes = Buffer.from(token, "base64");
    if (bytes.length !== randomLength + proofLength || bytes.toString("base64") !== token) return false;
    return timingSafeEqual(bytes.subarray(randomLength), this.#proof(bytes.subarray(0, randomLength)));
  }

  wait(token: string, waiting: Waiting): () => void {
    this.#waiting.set(token, waiting);
    return () => this.#waiting.delete(token);
  }

  find(token: string): Waiting | undefined {
    return this.#waiting.get(token);
  }

  #proof(random: Buffer): Buffer {
    return createHmac("sha256", this.#secret).update(random).digest();
  }
}
