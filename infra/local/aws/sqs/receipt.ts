// Receipt handles: which message, and which receiving of it. Opaque to clients; a made-up one is refused.
import { randomBytes } from "node:crypto";
import { invalidReceipt } from "./errors.ts";

export interface Receipt {
  readonly queue: string;
  readonly sequence: number;
  readonly nonce: string;
}

export const newNonce = (): string => randomBytes(12).toString("base64url");

export const handleOf = (receipt: Receipt): string =>
  Buffer.from(`1 ${receipt.queue} ${receipt.sequence} ${receipt.nonce}`).toString("base64");

/** Throws ReceiptHandleIsInvalid for what this queue never gave out. */
export function receiptOf(handle: string, queue: string): Receipt {
  const [, name, sequence, nonce] =
    /^1 (\S+) (\d{1,15}) ([\w-]{16})$/.exec(Buffer.from(handle, "base64").toString("utf8")) ?? [];
  if (name !== queue || sequence === undefined || nonce === undefined) throw invalidReceipt(handle.slice(0, 1_024));
  return { queue, sequence: Number(sequence), nonce };
}
