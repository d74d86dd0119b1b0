// Findings as the organisation's SIEM publishes them: the shipped examples, moved to now, about whoever a story is about.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

const examples = new URL("../../../infra/local/simulators/examples/", import.meta.url);
const times = ["detectedAt", "firstSeen", "lastSeen", "loginAt", "previousLoginAt"] as const;

export type Published = Readonly<Record<string, unknown>> & { readonly id: string };
type Changes = Readonly<Record<string, unknown>>;

/** A sign-in from an address that two sources know, forty minutes after one from the office. */
export const fromReportedAddress = (user: string, changes: Changes = {}): Published =>
  about(user, shipped("impossible-travel.json"), changes);

/** A sign-in from a clean address of our own VPN: explained, and nobody reported it. */
export const throughOurVpn = (user: string, changes: Changes = {}): Published =>
  about(user, shipped("impossible-travel-through-our-vpn.json"), changes);

const shipped = (name: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(name, examples), "utf8"));

const about = (user: string, example: Record<string, unknown>, changes: Changes): Published => ({
  ...example,
  ...toNow(example),
  id: `splunk-identity-${randomBytes(4).toString("hex")}`,
  title: `Impossible travel of ${user}`,
  user: { name: user, email: null, id: null },
  resources: [],
  ...changes,
});

/** The times keep their distances and end a minute ago. */
function toNow(example: Record<string, unknown>): Record<string, string> {
  const at = (name: string): number => Date.parse(String(example[name]));
  const shift = Date.now() - 60_000 - Math.max(...times.map(at));
  return Object.fromEntries(times.map((name) => [name, new Date(at(name) + shift).toISOString()]));
}
