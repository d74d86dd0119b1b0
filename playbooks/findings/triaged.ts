// A finding of any kind, as triage sees it: what every finding has, and the entities that were found in it.
import * as z from "zod";
import { ipAddress, text } from "../../actions/kit/contract/index.ts";
import { addressesIn, subjectOf } from "./entities.ts";
import { envelope } from "./envelope.ts";
import type { Finding } from "./kinds.ts";

/** What a playbook answers that answers findings of every kind. */
export const anyKind = "any";

export const Triaged = envelope.extend({
  kind: z.literal(anyKind),
  /** The kind that the finding is of. */
  findingKind: text(80),
  /** Its kind and what it is about: findings of the same belong together. Null where nothing is named. */
  subject: text(2_600).nullable(),
  /** Addresses in its fields and its text that are worth looking up. */
  addresses: z.array(ipAddress).max(5),
});
export type Triaged = z.infer<typeof Triaged>;

export function triagedOf(finding: Finding): Triaged {
  const subject = subjectOf(finding);
  const triaged = Triaged.parse({
    ...finding,
    kind: anyKind,
    findingKind: finding.kind,
    subject: subject === null ? null : `${finding.kind} ${subject}`.slice(0, 2_600),
    addresses: addressesIn(finding),
  });
  // With the fields of its own kind, so that an execution says all that is known of its finding.
  return { ...finding, ...triaged };
}
