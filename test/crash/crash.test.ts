// The product is killed with SIGKILL, again and again, while findings come in bursts, runs wait, retry, look things up side
// by side and ask people. In the end every finding is on its case, every run has finished with everything it is for, and
// no write has happened twice. CRASH_KILLS, CRASH_FINDINGS and CRASH_SEED make it longer and another one.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { allContracts } from "../../infra/local/functions.ts";
import { fromReportedAddress, type Published } from "../end-to-end/support/findings.ts";
import type { Outcome } from "./support/outcome.ts";

const kills = Number(process.env.CRASH_KILLS ?? 2);
/** Findings that triage answers, besides one of each user. */
const triaged = Number(process.env.CRASH_FINDINGS ?? 2);
const everybody = ["maria.lopez", "jonas.berg", "dana.kim", "aiko.tanaka", "sam.okafor"];
const users = everybody.slice(0, kills > 3 ? 5 : 3);
const dataDir = mkdtempSync(join(tmpdir(), "riposte-crash-"));
const random = numbers(Number(process.env.CRASH_SEED ?? 1));
const support = (name: string): string => new URL(`./support/${name}`, import.meta.url).pathname;

let life: {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly topic: string;
  ask(): Promise<Outcome>;
} | null;
let outcome: Outcome;
/** How often the host was found dead by its own hand, right after a vendor's answer. */
let byOwnHand = 0;
afterAll(() => {
  life?.child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true });
});

/** The same numbers from 0 to 1 for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A new life of the host on the same data; null when it was over before it had begun to serve. */
async function live(killAfter: number, later = 0) {
  const words = ["--import", support("later.ts"), support("child.ts"), dataDir, String(killAfter)];
  const env = { ...process.env, LATER_MS: String(later) };
  const child = spawn(process.execPath, words, { env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = linesOf(child);
  const first = await lines();
  if (first === null) return null;
  const { origin, topic } = JSON.parse(first) as { origin: string; topic: string };
  const ask = async (): Promise<Outcome> => {
    child.stdin.write("settle\n");
    return JSON.parse((await lines()) ?? "null") as Outcome;
  };
  return { child, origin, topic, ask };
}

/** The next line that a process prints; null when it has ended. */
function linesOf(child: ChildProcess): () => Promise<string | null> {
  let text = "";
  let ended = false;
  let wake = () => {};
  child.stdout?.setEncoding("utf8").on("data", (more: string) => {
    text += more;
    wake();
  });
  child.once("close", () => {
    ended = true;
    wake();
  });
  return async () => {
    while (!text.includes("\n")) {
      if (ended) return null;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const end = text.indexOf("\n");
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    return line;
  };
}

const gone = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", resolve));

/** A publish that is repeated until some life of the host has taken it. */
async function publish(finding: Published): Promise<void> {
  for (;;) {
    try {
      const { origin = "", topic = "" } = life ?? {};
      const form = { Action: "Publish", Version: "2010-03-31", TopicArn: topic, Message: JSON.stringify(finding) };
      const answer = await fetch(origin, { method: "POST", body: new URLSearchParams(form) });
      if (answer.status === 200) return;
    } catch {
      // Nobody there: the next life is on its way.
    }
    await sleep(20);
  }
}

const findings: readonly Published[] = [
  ...users.map((user, at) => fromReportedAddress(user, { id: `travel-${at}` })),
  ...Array.from({ length: triaged }, (_, at) => ({
    ...{ id: `odd-${at}`, kind: "sql-injection", title: "SQL in a request", source: "splunk", severity: "high" },
    ...{ account: "111122223333", detectedAt: new Date(Date.now() - 60_000).toISOString(), blocked: true },
    ...{ sourceIp: `203.0.113.${100 + at}`, host: `shop-${at}.example.com` },
  })),
];

beforeAll(async () => {
  life = await live(0);
  const publishing = Promise.all(
    findings.map(async (finding) => {
      await sleep(Math.floor(random() * 3) * kills * 400);
      await publish(finding);
    }),
  );
  let armed = false;
  for (let kill = 0; kill < kills; kill += 1) {
    const { child } = life as NonNullable<typeof life>;
    await Promise.race([sleep(armed ? 15_000 : 150 + random() * 900), gone(child)]);
    if (child.signalCode !== null) byOwnHand += 1;
    child.kill("SIGKILL");
    await gone(child);
    // Every other life ends itself after one of its first writes at a vendor; it may do so before it serves.
    armed = kill % 2 === 0;
    for (life = null; life === null; armed &&= life !== null) {
      life = await live(armed && kill < kills - 1 ? 1 + Math.floor(random() * 6) : 0);
      if (life === null) byOwnHand += 1;
    }
  }
  await publishing;
  await runsOver();
  // What a kill has left to a queue's timeout or to a vendor's slow search is over in a life two minutes later.
  for (let lives = 1; ; lives += 1) {
    outcome = await (life as NonNullable<typeof life>).ask();
    if (outcome.waiting === null && received(outcome.cases).length >= findings.length) break;
    if (lives > 5) throw new Error(`not over after ${lives} lives: ${outcome.waiting ?? "findings are missing"}`);
    life?.child.stdin?.end();
    await gone((life as NonNullable<typeof life>).child);
    life = await live(0, lives * 120_000);
  }
}, 600_000);

/** Waits until nothing runs any more: time that is moved must not pass in the middle of a task. */
async function runsOver(): Promise<void> {
  for (let turn = 0; turn < 15; turn += 1) {
    outcome = await (life as NonNullable<typeof life>).ask();
    if (!outcome.waiting?.includes("executions run") && received(outcome.cases).length >= findings.length) return;
  }
  throw new Error(`runs do not end: ${outcome.waiting}`);
}

const received = (cases: readonly CaseView[]): string[] =>
  cases.flatMap(({ entries }) => entries.flatMap((entry) => (entry.kind === "finding" ? [entry.finding] : [])));

const entriesOf = <Kind extends CaseView["entries"][number]["kind"]>(kind: Kind) =>
  outcome.cases.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === kind ? [entry as Extract<typeof entry, { kind: Kind }>] : [])),
  );

const doubles = (all: readonly string[]): string[] => all.filter((one, at) => all.indexOf(one) !== at);

test("every finding that was taken is on a case, once, and none went to the dead letters", () => {
  expect(received(outcome.cases).sort()).toEqual(findings.map(({ id }) => id).sort());
  expect(outcome.cases).toHaveLength(findings.length);
  expect(outcome.deadLetters).toBe(0);
});

test("every finding had one run, and every run succeeded", () => {
  const statuses = Object.values(outcome.executions);
  expect(statuses).toHaveLength(findings.length);
  const failed = entriesOf("ending").filter(({ status }) => status !== "SUCCEEDED");
  expect(failed.map(({ execution, error }) => `${execution}: ${error}`)).toEqual([]);
  expect(new Set(statuses)).toEqual(new Set(["SUCCEEDED"]));
});

test("every run has its evidence, its decision and its end on its case, once", () => {
  const count = (kind: CaseView["entries"][number]["kind"]) => entriesOf(kind).length;
  expect([count("evidence"), count("ending")]).toEqual([findings.length, findings.length]);
  expect([count("plan"), count("decision")]).toEqual([users.length, users.length]);
  expect(count("containment")).toBe(entriesOf("plan").reduce((sum, { lines }) => sum + lines.length, 0));
  expect(entriesOf("containment").filter(({ outcome: how }) => how !== "done" && how !== "already-so")).toEqual([]);
  expect(doubles(outcome.cases.flatMap(({ head, entries }) => entries.map(({ id }) => `${head.id} ${id}`)))).toEqual(
    [],
  );
});

test("containment is what the plans said, and nothing else", () => {
  const planned = entriesOf("plan").flatMap(({ lines }) => lines);
  const keys = planned.filter(({ action }) => action === "iam.disable-access-key");
  expect(outcome.inactiveKeys.filter((key) => keys.some(({ target }) => target.includes(key)))).toHaveLength(
    keys.length,
  );
  const revocations = planned.filter(({ action }) => action === "identity.revoke-sessions");
  const revoked = outcome.policies.filter((policy) => policy.toLowerCase().includes("riposte"));
  expect(revoked).toHaveLength(revocations.length);
});

test("no vendor was written to twice", () => {
  expect(outcome.tickets).toHaveLength(findings.length);
  const doubled = [outcome.tickets, outcome.comments, outcome.messages, outcome.addresses].map(doubles);
  const path = join(dataDir, "writes");
  const answered = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n").length : 0;
  const allowed = allContracts.flatMap((contract) =>
    "repeat" in contract && (contract.repeat as { by?: string }).by === "at-least-once" ? [contract.id] : [],
  );
  process.stdout.write(
    `${findings.length} findings, ${kills} kills (${byOwnHand} right after a vendor's answer), ${answered} writes answered: ` +
      `${outcome.tickets.length} tickets, ${outcome.comments.length} comments, ${outcome.messages.length} messages, ` +
      `${outcome.inactiveKeys.length} keys, ${outcome.policies.length} policies, ${outcome.addresses.length} addresses; ` +
      `twice: ${doubled.flat().length} (at-least-once by contract: ${allowed.join(", ") || "none"})\n`,
  );
  expect(doubled).toEqual([[], [], [], []]);
});
