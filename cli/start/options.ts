// What `riposte start` was asked for, checked before anything starts.
import { readFileSync } from "node:fs";
import * as z from "zod";
import { simulatedSystems } from "../../infra/local/names.ts";
import { type FailureKind, failureKinds, isFailureKind } from "../../infra/local/simulators/index.ts";
import { Stop } from "../stop.ts";

export const answers = ["approved", "denied", "expired"] as const;

/** A number in an option's text; an empty text is none. */
const wholeNumber = (option: string, what: string, most: number) => {
  const error = `${option} takes ${what}, a whole number from 0 to ${most}`;
  return z.string().regex(/^\d+$/, error).transform(Number).pipe(z.number().max(most, error));
};

const given = z.object({
  once: z.boolean().default(false),
  answer: z.enum(answers, { error: `--answer takes ${answers.join(", ")}` }).optional(),
  json: z.boolean().default(false),
  finding: z.string().optional(),
  latency: wholeNumber("--latency", "milliseconds", 60_000).default(0),
  fail: z.array(z.string()).default([]),
  port: wholeNumber("--port", "a port's number", 65_535).default(4_747),
  dataDir: z.string().optional(),
  real: z.string().optional(),
  secrets: z.string().optional(),
});

export interface StartOptions {
  readonly once: boolean;
  /** How the approval is answered without a person; null: somebody is asked. */
  readonly answer: (typeof answers)[number] | null;
  readonly json: boolean;
  readonly finding: string | null;
  readonly latencyMs: number;
  readonly failures: Readonly<Record<string, FailureKind>>;
  readonly port: number;
  readonly dataDir: string | null;
  readonly real: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
}

/** What has a real service: with IAM's comes STS's. */
const realSystems = [...simulatedSystems.filter((system) => system !== "sts"), "identity"].toSorted();

/** Systems whose actions contain: a person must really decide before they are touched. */
const containing = ["iam", "identity"];

export function startOptions(raw: unknown): StartOptions {
  const parsed = given.safeParse(raw);
  if (!parsed.success) throw new Stop(2, parsed.error.issues.map(({ message }) => message).join("; "));
  const { once, answer, json, finding, latency, fail, port, dataDir, real, secrets } = parsed.data;
  const options: StartOptions = {
    once: once || json,
    answer: answer ?? (once || json ? "approved" : null),
    json,
    finding: finding ?? null,
    latencyMs: latency,
    failures: Object.fromEntries(fail.map(failureOf)),
    port,
    dataDir: dataDir ?? null,
    real: real === undefined ? [] : real.split(",").map(realSystem),
    secrets: secrets === undefined ? {} : readSecrets(secrets),
  };
  refuseRealContainment(options);
  return options;
}

function failureOf(text: string): readonly [string, FailureKind] {
  const [system = "", kind = ""] = text.split("=");
  if (!isFailureKind(kind)) {
    throw new Stop(2, `--fail takes SYSTEM=KIND, not "${text}"; kinds are ${failureKinds.join(", ")}`);
  }
  return [known("--fail", system, simulatedSystems), kind];
}

const realSystem = (text: string): string => known("--real", text.trim(), realSystems);

function known(option: string, system: string, systems: readonly string[]): string {
  if (systems.includes(system)) return system;
  throw new Stop(2, `${option}: no system is called "${system}"; there are ${systems.join(", ")}`);
}

function readSecrets(path: string): Readonly<Record<string, string>> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new Stop(
      2,
      `--secrets ${path}: expected a JSON file of secret values by name, as in {"abuseipdb/api-key": "…"}`,
    );
  }
}

function refuseRealContainment({ real, answer }: StartOptions): void {
  const touched = real.filter((system) => containing.includes(system));
  if (touched.length === 0) return;
  if (answer !== null) {
    throw new Stop(
      2,
      `--real ${touched.join(",")} contains real identities, so nobody but a person may approve: leave out --once, --json and --answer`,
    );
  }
  if (!real.includes("slack")) {
    throw new Stop(
      2,
      `--real ${touched.join(",")} contains real identities while the approvers are simulated: make Slack real too (--real ${touched.join(",")},slack)`,
    );
  }
}
