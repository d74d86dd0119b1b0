// `riposte start` as a person runs it: a process of its own, on a free port, ended by the test whatever happens.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly ended: Promise<Ended>;
  /** Resolves once stdout or stderr has this. */
  says(text: string): Promise<void>;
  signal(name: "SIGINT" | "SIGTERM"): void;
  /** Whether anything of it still runs, children of children included. */
  lives(): boolean;
}

/** How long a start may take, in milliseconds; far longer than it does. */
const patience = 45_000;
const shell = new URL("../../cli/riposte.ts", import.meta.url).pathname;

/** Starts the shell with these words behind `start`, on a free port unless they name one. */
export function begin(...words: readonly string[]): Started {
  const port = words.includes("--port") || words.includes("--help") ? [] : ["--port", "0"];
  const child = spawn(process.execPath, [shell, "start", ...words, ...port], {
    detached: true, // a group of its own, so that all of it can be found and ended
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const group = -(child.pid ?? 0);
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.stderr += text;
  });
  const closed = once(child, "close").then(() => ({ exitCode: child.exitCode, ...said }));
  const lives = (): boolean => {
    try {
      return process.kill(group, 0);
    } catch {
      return false;
    }
  };
  const kill = (): void => void (lives() && process.kill(group, "SIGKILL"));
  onTestFinished(kill);
  return {
    ended: bounded(closed, () => `riposte start ${words.join(" ")} did not end; it said: ${said.stdout}${said.stderr}`),
    says: (text) => {
      const isSaid = (): boolean => `${said.stdout}${said.stderr}`.includes(text);
      const over = closed.then(() => isSaid());
      return bounded(
        Promise.race([until(isSaid), over]).then(() => {
          if (!isSaid()) throw new Error(`it ended without "${text}": ${said.stdout}${said.stderr}`);
        }),
        () => `"${text}" was not said, but: ${said.stdout}${said.stderr}`,
      );
    },
    signal: (name) => void child.kill(name),
    lives,
  };
}

/** Starts the shell and waits for its end. */
export const start = (...words: readonly string[]): Promise<Ended> => begin(...words).ended;

/** A file with this text, gone after the test. */
export function fileWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "riposte-start-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

async function bounded<T>(promise: Promise<T>, failed: () => string): Promise<T> {
  const over = new AbortController();
  const late = sleep(patience, null, { signal: over.signal }).then(() => {
    throw new Error(`${failed()} within ${patience / 1_000} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late as Promise<never>]);
  } finally {
    over.abort();
  }
}
