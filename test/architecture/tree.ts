// The files of this repository, by path from the root.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

const elsewhere = new Set(["node_modules", ".git", ".riposte", "cdk.out", "coverage", "dist"]);

export function filesBelow(folder: string, wanted: (path: string) => boolean): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return elsewhere.has(entry.name) ? [] : filesBelow(path, wanted);
    return entry.isFile() && wanted(path) ? [path] : [];
  });
}

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
