// An outcome no larger than a reader can use: long texts are cut and say so. Full answers of vendors never come this far.
import type * as z from "zod";

type Json = z.core.util.JSONType;

const longestText = 4_000;

/** The same value with every text cut to at most 4,000 characters. */
export function bounded(value: Json): Json {
  if (typeof value === "string") return cut(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(bounded);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, bounded(field)]));
}

const cut = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText)}… (${text.length - longestText} characters more)` : text;
