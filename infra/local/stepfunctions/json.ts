// Values as they travel between states, and the one place where their size is judged.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A value together with its JSON text, so that it is written once however many events carry it. */
export interface Document {
  readonly value: Json;
  readonly text: string;
}

export const documentOf = (value: Json): Document => ({ value, text: JSON.stringify(value) });
export const parsedDocument = (text: string): Document => ({ value: JSON.parse(text) as Json, text });
export const emptyObject: Document = documentOf({});

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a text is longer than so many bytes of UTF-8; counts bytes only where it must. */
export const exceedsBytes = (text: string, most: number): boolean => {
  if (text.length > most) return true;
  return text.length * 3 > most && Buffer.byteLength(text) > most;
};
