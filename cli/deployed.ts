// Where a command finds what is deployed: a local host, whose names are fixed, so that its origin says everything; or AWS,
// by the variables that functions have there.
import { account } from "../infra/local/aws/index.ts";
import { environmentFor } from "../infra/local/environment.ts";
import { Stop } from "./stop.ts";

/** What every command that asks a host takes. */
export const endpointOption = [
  "--endpoint <url>",
  "the local host's origin; when left out, AWS_ENDPOINT_URL, and AWS itself when that is not set",
] as const;

const needed = ["RIPOSTE_CASES_TABLE", "RIPOSTE_DEAD_LETTER_QUEUE", "RIPOSTE_STATE_MACHINES"] as const;

/** Points this process at the host. @throws Stop when nothing says where it is. */
export function findHost(endpoint: string | undefined, need: readonly (typeof needed)[number][]): void {
  const origin = endpoint ?? process.env.AWS_ENDPOINT_URL;
  if (origin !== undefined && origin !== "") {
    const local = namesOnHost(originOf(origin));
    for (const [name, value] of Object.entries(local)) {
      if (endpoint !== undefined || !process.env[name]) process.env[name] = value;
    }
  }
  const missing = need.filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  throw new Stop(
    2,
    `nothing says where cases are kept: pass --endpoint with the origin that the local host printed, or set ${missing.join(", ")} as the functions on AWS have them`,
  );
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "") return url.origin;
  throw new Stop(2, `--endpoint takes an origin such as http://127.0.0.1:4747, not "${text}"`);
}

function namesOnHost(origin: string): Readonly<Record<string, string>> {
  const { RIPOSTE_SETTINGS: _, ...names } = environmentFor({
    origin,
    settingsPath: "",
    queueUrl: (queue) => `${origin}/${account}/${queue}`,
    simulated: [],
    realServices: [],
  });
  return names;
}

/** What `ask` answers, or a stop that says what could not be reached and why. */
export async function reached<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(
      1,
      `${what} could not be reached (${reasonOf(error)}); is the host running, and is this the right one?`,
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { readonly code?: unknown };
  return error.message || (typeof code === "string" ? code : error.name);
}
