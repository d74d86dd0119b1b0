// What leaves a function in an error is read by many: state, case, ticket, Slack, logs. No secret, token, key or
// Authorization header may be among it, whoever wrote the text.
import { inertLine } from "../contract/inert.ts";

/** The longest message of an error that leaves a function. */
export const longestMessage = 500;
const removed = "[removed]";

const known = new Set<string>();

/** Remembers a secret's value, in the forms in which it may come back, so that no text carries it out. */
export function rememberSecret(value: string): void {
  for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString("base64")]) {
    if (form.length >= 6) known.add(form);
  }
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${removed}@`],
  [/\b(authorization|proxy-authorization|cookie|set-cookie)(["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi, `$1$2${removed}`],
  [/\b(bearer|basic|splunk|ssws|apikey|genietoken)\s+(?=[^\s]*[\d=])[\w+/.~=:-]{6,}/gi, `$1 ${removed}`],
  [
    /((?:api|access|secret|license|licence|session|security|private|client|x)?[-_]?(?:key|token|secret|password|passwd|signature|credential))(["']?\s*[:=]\s*["']?)(?!\[removed\])[^\s"'&,;})]{4,}/gi,
    `$1$2${removed}`,
  ],
  [/\bxox[abeoprs]-[\w-]{8,}/g, removed],
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, removed],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, removed],
];

/** The text without anything secret, inert and on one line, at most `longestMessage` characters. */
export function scrubbed(text: string, longest = longestMessage): string {
  let clean = text.slice(0, 20_000);
  for (const value of [...known].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(value, removed);
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
  clean = inertLine(clean);
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}
