// `npm run golden`: writes the golden files anew, and removes those of playbooks that are gone.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { currentGoldenFiles, goldenFolder } from "./golden-files.ts";

const files = await currentGoldenFiles();
mkdirSync(goldenFolder, { recursive: true });
for (const name of readdirSync(goldenFolder)) if (!Object.hasOwn(files, name)) rmSync(new URL(name, goldenFolder));
for (const [name, content] of Object.entries(files)) writeFileSync(new URL(name, goldenFolder), content);
process.stdout.write(`${Object.keys(files).length} golden files written to ${goldenFolder.pathname}\n`);
