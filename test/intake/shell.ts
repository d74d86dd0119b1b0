// The shell as a person uses it: a process of its own, beside the host.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const riposte = fileURLToPath(new URL("../../cli/riposte.ts", import.meta.url));

export interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

/** Runs `riposte …` with nothing of this process's environment but its path, and without colours. */
export const shell = (...words: readonly string[]): Promise<Said> => shellWith({}, ...words);

export const shellWith = (env: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Said> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [riposte, ...words],
      { env: { PATH: process.env.PATH, NO_COLOR: "1", ...env }, timeout: 30_000, maxBuffer: 32 * 1_024 * 1_024 },
      (error, out, stderr) => resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), out, error: stderr }),
    );
  });
