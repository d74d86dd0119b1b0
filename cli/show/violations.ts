// What is wrong with playbooks, a line each, with the author's file and line first so that editors can jump there.
import { relative } from "node:path";
import type { CompiledLibrary } from "../../playbooks/compiler/library.ts";

export const violationsText = (refused: CompiledLibrary["refused"]): string =>
  refused
    .flatMap(({ playbook, violations }) =>
      violations.map(({ code, place, message }) => {
        const where = place === null ? playbook : `${relative(process.cwd(), place.file)}:${place.line}`;
        return `${where}: ${code}: ${message}`;
      }),
    )
    .join("\n");
