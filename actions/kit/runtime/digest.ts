// The digest that a grant names: of the action and the input exactly as sent, so that what was shown is what runs.
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256, in hex, of the canonical JSON (RFC 8785) of `{ action, input }`. */
export function digestOf({ action, input }: { readonly action: string; readonly input: unknown }): string {
  const text = canonicalize({ action, input });
  if (text === undefined) throw new TypeError(`the input of ${action} is not JSON`);
  return createHash("sha256").update(text, "utf8").digest("hex");
}
