// The only reader of the process's environment. Each variable has one meaning for every function, and is read when it is
// asked for, so that a host may set it after the code was loaded.
import { readFileSync, statSync } from "node:fs";
import * as z from "zod";
import { type Settings, settings as settingsSchema } from "../contract/settings.ts";

export interface Environment {
  /** Path of the settings file. */
  readonly settingsPath: string;
  readonly casesTable: string;
  readonly ipAddressesTable: string;
  readonly evidenceBucket: string;
  /** URL of the queue for messages that nobody could read. */
  readonly deadLetterQueue: string;
  /** Queue URLs by the mirror's name. */
  readonly mirrorQueues: Readonly<Record<string, string>>;
  /** What the ARN of every playbook's state machine begins with. */
  readonly stateMachines: string;
  readonly secretsPrefix: string;
  /** What the operator put in place of a vendor's own address; null when the vendor's own is meant. */
  baseUrl(system: string): URL | null;
}

export const environment = (): Environment => current;

const current: Environment = {
  get settingsPath() {
    return required("RIPOSTE_SETTINGS", "the path of the settings file");
  },
  get casesTable() {
    return required("RIPOSTE_CASES_TABLE", "the name of the case table");
  },
  get ipAddressesTable() {
    return required("RIPOSTE_IP_ADDRESSES_TABLE", "the name of the table of IP addresses");
  },
  get evidenceBucket() {
    return required("RIPOSTE_EVIDENCE_BUCKET", "the name of the evidence bucket");
  },
  get deadLetterQueue() {
    return required("RIPOSTE_DEAD_LETTER_QUEUE", "the URL of the dead-letter queue");
  },
  get mirrorQueues() {
    return queues(required("RIPOSTE_MIRROR_QUEUES", "a JSON object of queue URLs by mirror"));
  },
  get stateMachines() {
    return required("RIPOSTE_STATE_MACHINES", "what the ARNs of the state machines begin with");
  },
  get secretsPrefix() {
    return process.env.RIPOSTE_SECRETS_PREFIX || "riposte";
  },
  baseUrl(system) {
    const name = `RIPOSTE_BASE_URL_${system.toUpperCase().replaceAll("-", "_")}`;
    const value = process.env[name];
    return value ? httpUrl(name, value) : null;
  },
};

function required(name: string, meaning: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set, expected ${meaning}: the host that runs this function sets it`);
  return value;
}

function queues(value: string): Record<string, string> {
  try {
    return z.record(z.string(), z.url()).parse(JSON.parse(value));
  } catch {
    throw new Error("RIPOSTE_MIRROR_QUEUES is not a JSON object of queue URLs by mirror: correct it");
  }
}

function httpUrl(name: string, value: string): URL {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new Error(`${name} is not a plain http or https URL: write a scheme, a host and a path, and nothing else`);
  }
  return url;
}

let cached: { readonly key: string; readonly settings: Settings } | null = null;

/** The settings file, checked by its schema; read again only when its path or its time of change differ. */
export function settings(): Settings {
  const path = environment().settingsPath;
  const key = `${path} ${statSync(path).mtimeMs}`;
  if (cached?.key !== key) cached = { key, settings: readSettings(path) };
  return cached.settings;
}

function readSettings(path: string): Settings {
  const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`the settings file ${path} does not fit its schema: ${z.prettifyError(parsed.error)}`);
}
