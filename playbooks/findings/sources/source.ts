// What an adapter for a SIEM's format is: it recognises its format by shape and turns a message into a candidate, which
// the schema of its kind then judges. One file a format.

export type Fields = Readonly<Record<string, unknown>>;

export interface Source {
  readonly name: string;
  readonly recognises: (message: Fields) => boolean;
  /** The fields of a finding, as far as the message has them. Never throws. */
  readonly candidate: (message: Fields) => Fields;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of fields; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isFields(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** At most so many characters of a text; what is no text stays as it is, for the schema to judge. */
export const cut = (value: unknown, most: number): unknown =>
  typeof value === "string" && value.length > most ? `${value.slice(0, most - 1)}…` : value;
