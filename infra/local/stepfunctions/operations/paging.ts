// Pages of a list: a token says where the next one begins and is good for the same question only.
import { createHash } from "node:crypto";
import * as z from "zod";
import { invalidToken } from "../wire/api-error.ts";
import { maybe } from "./operation.ts";

const mostResults = 1_000;
const usualResults = 100;

export const maxResults = maybe(z.int().min(0).max(mostResults));
export const nextToken = maybe(z.string().min(1).max(3_096));

const digestOf = (query: string) => createHash("sha256").update(query).digest("base64url").slice(0, 16);

/** How many results the page has: 0 and absent mean the usual number. */
export const page = (wanted: number | undefined) => ({
  limit: wanted === undefined || wanted === 0 ? usualResults : wanted,
});

page.token = (after: number, query: string): string => Buffer.from(`${after} ${digestOf(query)}`).toString("base64url");

/** Where the page begins; null for the first. Throws InvalidToken for a token of another question. */
export function pageStart(token: string | undefined, query: string): number | null {
  if (token === undefined) return null;
  const [after, digest] = Buffer.from(token, "base64url").toString().split(" ");
  if (digest !== digestOf(query) || !/^\d{1,15}$/.test(after ?? "")) throw invalidToken();
  return Number(after);
}
