// A copy of this project in a folder of its own, under git, so that a test can break it and see what the shell says.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const copied = [
  "actions",
  "playbooks",
  "chatops",
  "infra",
  "cli",
  "package.json",
  "riposte.config.ts",
  "test/playbooks",
];

export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface ProjectCopy {
  readonly folder: string;
  /** Runs `riposte` in the copy. */
  riposte(...words: readonly string[]): Promise<Said>;
  /** Replaces a text in a file; fails when it is not there. */
  edit(path: string, from: string, to: string): void;
  /** Everything as it was. */
  restore(): void;
  remove(): void;
}

export function projectCopy(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), "riposte-"));
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, ".gitignore"), "node_modules\n");
  const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: folder, stdio: "pipe" });
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git(...author, "commit", "--quiet", "--message", "as it is");
  return {
    folder,
    riposte: (...words) =>
      new Promise((resolve) => {
        const options = { cwd: folder, maxBuffer: 64 * 1_024 * 1_024, env: { ...process.env, NO_COLOR: "1" } };
        const process_ = execFile(process.execPath, ["cli/riposte.ts", ...words], options, (_, out, err) =>
          resolve({ exit: process_.exitCode ?? -1, out, err }),
        );
      }),
    edit(path, from, to) {
      const text = readFileSync(join(folder, path), "utf8");
      if (!text.includes(from)) throw new Error(`${path} has no ${JSON.stringify(from)}`);
      writeFileSync(join(folder, path), text.replace(from, to));
    },
    restore: () => void git("checkout", "--quiet", "--", "."),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
