// `riposte new action`: the files of a new action, which compile and whose test passes before anything was changed in them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { exportLine, listHead, type Named, skeletonOf, systemLine } from "../new/skeleton.ts";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const newCommand = (): Command =>
  new Command("new").description("write the files of something new").addCommand(
    new Command("action")
      .description("write an action's contract, handler and test, ready to be filled")
      .argument("<system>", "the system that it acts on, as in abuseipdb")
      .argument("<verb-noun>", "what it does there, as in check-ip")
      .addHelpText("after", example("riposte new action urlscan check-url"))
      .action((system: string, verbNoun: string) => {
        const written = writeAction(root, { system, verbNoun });
        process.stdout.write(`${[...written, "", ...next(system)].join("\n")}\n`);
      }),
  );

const next = (system: string): readonly string[] => [
  "Next: put the vendor's words in; give it an entry in test/actions/vendors, where it is asked in every way;",
  `add a simulator of ${system} to infra/local/simulators; and run \`node docs/generate.ts\`.`,
];

const name = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const taken = new Set(["kit", "mirrors"]);

/** Writes an action below a root and answers the paths. @throws Stop where a name is wrong or a file is there already. */
export function writeAction(below: string, named: Named): readonly string[] {
  refuseNames(named);
  const files = skeletonOf(named);
  const there = Object.keys(files).find((path) => existsSync(join(below, path)));
  if (there !== undefined) throw new Stop(2, `${there} is there already: choose another name`);
  for (const [path, content] of Object.entries(files)) write(below, path, content);
  const list = `actions/${named.system}/index.ts`;
  const own = listed(below, list, listHead(named), exportLine(named));
  const all = listed(below, "actions/index.ts", "", systemLine(named));
  return [...Object.keys(files).map((path) => `wrote ${path}`), ...own, ...all];
}

function refuseNames({ system, verbNoun }: Named): void {
  for (const [what, given] of [
    ["system", system],
    ["action", verbNoun],
  ] as const) {
    if (!name.test(given)) throw new Stop(2, `the ${what} "${given}" is not in kebab-case: write it as in check-ip`);
  }
  if (taken.has(system))
    throw new Stop(2, `"${system}" is a folder of another kind below actions: choose another name`);
  if (!verbNoun.includes("-"))
    throw new Stop(2, `"${verbNoun}" is one word, expected a verb and a noun: as in check-ip`);
}

function write(below: string, path: string, content: string): void {
  mkdirSync(dirname(join(below, path)), { recursive: true });
  writeFileSync(join(below, path), content);
}

/** Adds a line to a list in its alphabetical place, unless it is there. */
function listed(below: string, path: string, head: string, line: string): readonly string[] {
  const content = existsSync(join(below, path)) ? readFileSync(join(below, path), "utf8") : head;
  if (content.includes(line)) return [];
  const lines = content.split("\n").filter((one) => one !== "");
  const comments = lines.filter((one) => one.startsWith("//"));
  const exports = [...lines.filter((one) => !one.startsWith("//")), line.trimEnd()].toSorted();
  write(below, path, `${[...comments, ...exports].join("\n")}\n`);
  return [`changed ${path}`];
}
