// What vendors say about the things of a finding, made fit for a contract: bounded, inert text, and addresses that a
// vendor on the internet can know anything about.
import ipaddr from "ipaddr.js";
import { PermanentFailure } from "../contract/failure.ts";
import { inertLine } from "../contract/inert.ts";

/** A vendor's words on one line of at most `most` characters; null for none. */
export function words(value: string | number | null | undefined, most: number): string | null {
  if (value === null || value === undefined) return null;
  const line = inertLine(String(value)).trim();
  return line === "" ? null : line.slice(0, most);
}

/** An ISO country code as contracts want it; null for anything else. */
export function country(value: string | null | undefined): string | null {
  const code = value?.trim().toUpperCase();
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : null;
}

/** A moment in RFC 3339, UTC; null for text that names none. */
export function moment(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  const date = new Date(typeof value === "number" ? value * 1_000 : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const inner = new Set([
  "private",
  "loopback",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
  "unspecified",
  "multicast",
  "broadcast",
]);

/** @throws InvalidInput for an address of an inner network: nobody outside knows whose it is. */
export function refuseInner(ip: string, vendor: string): void {
  const range = ipaddr.process(ip).range();
  if (!inner.has(range)) return;
  throw new PermanentFailure(
    "InvalidInput",
    `${ip} is not an address of the open internet (${range}): ${vendor} knows only those`,
  );
}

/** A domain as it is looked up: in lower case, without a star before it or a dot behind it. */
export const plainDomain = (name: string): string => name.toLowerCase().replace(/^\*\./, "").replace(/\.$/, "");

/** The domain and those above it, down to two labels: `a.b.example.com`, `b.example.com`, `example.com`. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split(".");
  return Array.from({ length: Math.max(labels.length - 1, 1) }, (_, at) => labels.slice(at).join("."));
}
