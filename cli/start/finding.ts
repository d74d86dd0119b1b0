// The finding that `riposte start` publishes: the shipped example moved to now, or the user's own, as it is.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Finding, parseFinding } from "../../playbooks/findings/index.ts";
import { Stop } from "../stop.ts";

const example = new URL("../../infra/local/simulators/examples/impossible-travel.json", import.meta.url);
const times = ["detectedAt", "firstSeen", "lastSeen", "loginAt", "previousLoginAt"] as const;

export interface Publishable {
  /** The message, as a SIEM would publish it. */
  readonly message: string;
  readonly finding: Finding;
}

export function publishable(path: string | null, now: number): Publishable {
  if (path === null) {
    const shipped = JSON.parse(readFileSync(example, "utf8")) as Record<string, string>;
    return parsed(JSON.stringify(moved(shipped, now)), "the example");
  }
  let message: string;
  try {
    message = readFileSync(path, "utf8");
  } catch {
    throw new Stop(2, `--finding ${path}: no such file can be read`);
  }
  return parsed(message, path);
}

function parsed(message: string, from: string): Publishable {
  const result = parseFinding(message);
  if (result.ok) return { message, finding: result.finding };
  throw new Stop(2, `${from}: ${result.reason}`);
}

/** The example's times keep their distances and end a minute ago; its id is new, so that every start is a finding of its own. */
function moved(finding: Record<string, string>, now: number): Record<string, unknown> {
  const latest = Math.max(...times.map((name) => Date.parse(finding[name] ?? "")));
  const shift = now - 60_000 - latest;
  const shifted = times.map((name) => [name, new Date(Date.parse(finding[name] ?? "") + shift).toISOString()]);
  return { ...finding, ...Object.fromEntries(shifted), id: `${finding.id}-${randomBytes(4).toString("hex")}` };
}
