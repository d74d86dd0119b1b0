// What a rule says of a playbook, and what a rule is: a small pure function from the recording to what is wrong with it.
import type { Item, Recording } from "../record/items.ts";

export interface Violation {
  /** Never reused: docs/rules.md has a section for each. */
  readonly code: string;
  /** The step concerned; null when it is the playbook as a whole. */
  readonly step: string | null;
  /** The author's file and line. */
  readonly place: { readonly file: string; readonly line: number } | null;
  /** What was seen and what to write instead. */
  readonly message: string;
}

export type Rule = (recording: Recording) => readonly Violation[];

export const violation = (code: string, item: Item, message: string): Violation => ({
  code,
  step: item.id,
  place: item.place.line,
  message,
});
