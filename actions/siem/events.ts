// From rows of a SIEM to past events, newest first, as many as fit.
import { words } from "../kit/runtime/observed.ts";
import { fitting, headBytes } from "./bounded.ts";
import { addressOf, different, type Fact, type Row, timeOf, userOf } from "./question.ts";

export const eventFacts: readonly Fact[] = [
  "time",
  "source",
  "user",
  "outcome",
  "application",
  "what",
  "path",
  "userAgent",
];

export const eventOf = (row: Row) => ({
  at: timeOf(row),
  source: words(row.source, 120) ?? "unknown",
  user: userOf(row),
  action: words(row.outcome, 60),
  application: words(row.application, 200),
  what: words([row.what, row.path].filter(Boolean).join(" "), 300),
  userAgent: words(row.userAgent, 300),
});

export const placedOf = (row: Row) => ({ ...eventOf(row), ip: addressOf(row) });

interface Bounds {
  readonly most: number;
  /** Bytes that the whole output may have. */
  readonly bytes: number;
}

/** What every answer about past events has. */
export function seen<Event extends { readonly at: string }>(all: readonly Event[], { most, bytes }: Bounds) {
  const events = fitting(all, most, bytes - headBytes);
  return {
    total: all.length,
    truncated: events.length < all.length,
    firstSeen: all.at(-1)?.at ?? null,
    lastSeen: all[0]?.at ?? null,
    events,
  };
}

/** Most recent first. */
export const usersIn = (rows: readonly Row[]): string[] => different(rows.map(userOf), 20);
export const addressesIn = (rows: readonly Row[]): string[] => different(rows.map(addressOf), 20);
