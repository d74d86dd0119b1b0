// What an adapter for a SIEM's format is: it recognises its format by shape and reads what a message says, which the
// schema of a kind then judges. One file a format.
import type { Facts } from "./facts.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What a publisher says of one finding, in its own kinds. Any value may be missing or wrong. */
export interface Draft {
  /** What the envelope has, but for what `tags` and `rules` say. */
  readonly envelope: Fields;
  /** Names of the detection that made it: ids first. Never text that a person concerned can write. */
  readonly rules: readonly unknown[];
  readonly tags: readonly unknown[];
  readonly facts: Facts;
  /** The publisher itself says that there is nothing to do any more. */
  readonly closed: boolean;
}

/** `stated`: the message is a finding of ours already. */
export type Reading = { readonly stated: Fields } | { readonly draft: Draft };

export interface Source {
  readonly name: string;
  readonly recognises: (message: Fields) => boolean;
  /** One reading a finding; a message may hold several. Never throws. */
  readonly read: (message: Fields) => readonly Reading[];
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of fields; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Record<string | number, unknown>)[name];
  }
  return current;
}

/** The list that a value is; a single value is a list of one. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** The texts of a list that have any characters. */
export const textsOf = (values: readonly unknown[]): readonly string[] =>
  values.filter((value) => typeof value === "string").filter((value) => value.trim() !== "");

/** At most so many characters of a text; what is no text stays as it is, for the schema to judge. */
export const cut = (value: unknown, most: number): unknown =>
  typeof value === "string" && value.length > most ? `${value.slice(0, most - 1)}…` : value;

/** A time as the envelope has it, from text, or seconds or milliseconds since 1970. Anything else stays as it is. */
export function timeOf(value: unknown): unknown {
  const number = typeof value === "string" && /^\d{9,14}(\.\d{1,9})?$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return value;
  const milliseconds = number < 100_000_000_000 ? number * 1_000 : number;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9_999 ? value : date.toISOString();
}

/** A severity by a table of the publisher's words, in whatever case; what is none of them stays, for the schema to judge. */
export const severityBy =
  (words: Readonly<Record<string, string>>) =>
  (value: unknown): unknown => {
    const word = String(value).toLowerCase();
    const known = typeof value === "string" || typeof value === "number";
    return known && Object.hasOwn(words, word) ? words[word] : value;
  };
