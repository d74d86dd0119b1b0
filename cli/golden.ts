// The committed golden files: what they should be, what they are, and what they were at another revision.
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { goldenFiles, summaryFile } from "../playbooks/compiler/explain/golden.ts";
import { type Summary, summary } from "../playbooks/compiler/explain/summary.ts";
import type { CompiledPlaybook } from "../playbooks/compiler/library.ts";
import type { VendorOf } from "../playbooks/compiler/permissions/permissions.ts";
import { Stop } from "./stop.ts";

const root = new URL("../", import.meta.url);
const folder = "test/playbooks/golden/";
/** Where the golden files are committed. */
export const goldenFolder = new URL(folder, root);

/** The golden files of playbooks as they should be, by name. */
export const expectedFiles = (
  playbooks: readonly CompiledPlaybook[],
  vendorOf: VendorOf,
): Readonly<Record<string, string>> =>
  Object.assign({}, ...playbooks.map((playbook) => goldenFiles(playbook, vendorOf)));

/** Names of golden files on disk that are missing, old, or of a playbook that is gone. */
export function staleFiles(expected: Readonly<Record<string, string>>, ids: readonly string[]): readonly string[] {
  const found = existsSync(goldenFolder) ? readdirSync(goldenFolder) : [];
  const old = Object.entries(expected).filter(
    ([name, content]) => !found.includes(name) || readFileSync(new URL(name, goldenFolder), "utf8") !== content,
  );
  const gone = found.filter((name) => !ids.includes(name.replace(/\..*$/, "")));
  return [...old.map(([name]) => name), ...gone].toSorted();
}

const run = promisify(execFile);

type Git = (...words: readonly string[]) => Promise<string>;

/** Git's answers about a directory; what is read may be large. No shell sees any argument. */
const gitIn =
  (directory: string): Git =>
  async (...words) =>
    (await run("git", words, { cwd: directory, maxBuffer: 64 * 1_024 * 1_024 })).stdout;

/** The summaries that a revision of the project committed. */
export async function summariesAt(
  revision: string,
  project: string = fileURLToPath(root),
): Promise<readonly Summary[]> {
  const git = gitIn(project);
  const commit = await commitOf(revision, git);
  const names = (await git("ls-tree", "-z", "--name-only", commit, folder)).split("\0");
  const files = names.filter((name) => name.endsWith(summaryFile("")));
  return Promise.all(files.map(async (name) => parsed(name, revision, await git("show", `${commit}:./${name}`))));
}

async function commitOf(revision: string, git: Git): Promise<string> {
  try {
    return (await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`)).trim();
  } catch {
    throw new Stop(2, `git knows no revision "${revision}": pass a branch, a tag or a commit of this repository`);
  }
}

function parsed(name: string, revision: string, content: string): Summary {
  try {
    return summary.parse(JSON.parse(content));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Stop(
      1,
      `${name} at ${revision} cannot be read: it was written by another version of riposte (${reason})`,
    );
  }
}
