// Climbs from the domain to those above it until one has records (RFC 8659): the nearest one counts, alone.
import { implement } from "../../kit/runtime/implement.ts";
import { plainDomain, words } from "../../kit/runtime/observed.ts";
import { resolve } from "../client.ts";
import { findCaa } from "./action.ts";

const caa = 257;
const mostLabels = 10;

export const handler = implement(findCaa, async ({ input, http }) => {
  const labels = plainDomain(input.domain).split(".").slice(-mostLabels);
  for (let at = 0; at < labels.length; at += 1) {
    const domain = labels.slice(at).join(".");
    const { records, authenticated } = await resolve(http, domain, caa);
    const found = records.flatMap(recordIn);
    if (found.length > 0) return { found: true, domain, ...read(found), authenticated };
  }
  return { found: false, domain: null, issue: [], issueWild: null, report: [], authenticated: false };
});

interface CaaRecord {
  readonly tag: string;
  readonly value: string;
}

/** `0 issue "amazon.com"`; anything else is no such record. */
function recordIn(data: string): CaaRecord[] {
  const [, tag, value] = /^\d{1,3} ([a-z0-9]{1,15}) "?([^"]*)"?$/i.exec(data.trim()) ?? [];
  return tag === undefined || value === undefined ? [] : [{ tag: tag.toLowerCase(), value }];
}

function read(records: readonly CaaRecord[]) {
  const wild = records.filter(({ tag }) => tag === "issuewild");
  return {
    issue: authorities(records.filter(({ tag }) => tag === "issue")),
    issueWild: wild.length === 0 ? null : authorities(wild),
    report: records
      .filter(({ tag }) => tag === "iodef")
      .flatMap(({ value }) => words(value, 320) ?? [])
      .slice(0, 10),
  };
}

/** Before the semicolon stands the authority; nothing there means that nobody may issue. */
const authorities = (records: readonly CaaRecord[]): string[] =>
  records.flatMap(({ value }) => words(value.split(";")[0]?.toLowerCase(), 255) ?? []).slice(0, 20);
