// From what a log search found to the contract's answer, newest first and as much as fits.
import type { Output } from "../kit/runtime/work.ts";
import { issuedFor } from "./issued-for/action.ts";

export type Certificate = Output<typeof issuedFor>["certificates"][number];

interface Asked {
  readonly lookback: number;
  readonly most: number;
}

const headBytes = 8_192;
const counted = 1_000;

export function answerOf(
  found: readonly Certificate[],
  { lookback, most }: Asked,
  now: Date,
): Output<typeof issuedFor> {
  const since = new Date(now.getTime() - lookback * 1_000).toISOString();
  const all = found
    .filter(({ from }) => from >= since)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
    .slice(0, counted);
  const certificates = fitting(all.slice(0, most), issuedFor.limits.output - headBytes);
  const issuers = [...new Set(all.map(({ issuer }) => issuer))].slice(0, 20);
  return { total: all.length, truncated: certificates.length < all.length, issuers, certificates };
}

function fitting(certificates: readonly Certificate[], bytes: number): Certificate[] {
  let left = bytes;
  return certificates.filter((certificate) => {
    left -= Buffer.byteLength(JSON.stringify(certificate)) + 1;
    return left >= 0;
  });
}
