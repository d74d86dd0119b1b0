// The project as every command sees it: its configuration, checked, and its library, compiled.
import { createHash } from "node:crypto";
import * as z from "zod";
import { configuration as configurationSchema } from "../actions/kit/contract/index.ts";
import { type CompiledLibrary, compileLibrary } from "../playbooks/compiler/library.ts";
import { playbooks } from "../playbooks/library/index.ts";
import configuration from "../riposte.config.ts";
import { violationsText } from "./show/violations.ts";
import { Stop } from "./stop.ts";

/** The configuration, or what is wrong with it. */
export function checkedConfiguration(): typeof configuration {
  const parsed = configurationSchema.safeParse(configuration);
  if (parsed.success) return configuration;
  throw new Stop(1, `riposte.config.ts: ${z.prettifyError(parsed.error)}`);
}

/** Every playbook compiled, refused ones included. */
export const compiledLibrary = (): CompiledLibrary =>
  compileLibrary(playbooks, checkedConfiguration().playbooks, (text) =>
    createHash("sha256").update(text).digest("hex").slice(0, 16),
  );

/** As `compiledLibrary`, and a stop when any playbook is refused. */
export function soundLibrary(): CompiledLibrary {
  const library = compiledLibrary();
  if (library.refused.length === 0) return library;
  throw new Stop(1, `the library does not compile\n${violationsText(library.refused)}`);
}
