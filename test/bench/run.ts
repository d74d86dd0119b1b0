// `npm run bench`: every benchmark, one after the other, each in a process of its own.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";

const here = new URL(".", import.meta.url);
const names = readdirSync(here).filter((name) => name.endsWith(".ts") && name !== "run.ts");
for (const name of names.toSorted()) {
  console.log(`\n== ${name.replace(/\.ts$/, "")}`);
  execFileSync(process.execPath, [new URL(name, here).pathname], { stdio: "inherit" });
}
